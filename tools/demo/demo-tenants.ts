/** The demo tenants, one per domain, with their packs and scenarios. */
import { join } from 'node:path';
import { financeScenario } from './scenario/finance.scenario.ts';
import { healthScenario } from './scenario/health.scenario.ts';
import { itsmScenario } from './scenario/itsm.scenario.ts';
import type { Scenario } from './scenario/scenario.ts';

export interface DemoTenant {
  tenantId: string;
  name: string;
  domainPackFile: string;
  tenantPackFile: string;
  scenario: Scenario;
}

const pack = (file: string): string => join(import.meta.dirname, 'packs', file);

export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    tenantId: 'FINANCE_DEMO',
    name: 'Demo broker',
    domainPackFile: pack('finance.domain.json'),
    tenantPackFile: pack('FINANCE_DEMO.tenant.json'),
    scenario: financeScenario,
  },
  {
    tenantId: 'HEALTH_DEMO',
    name: 'Demo health insurer',
    domainPackFile: pack('health.domain.json'),
    tenantPackFile: pack('HEALTH_DEMO.tenant.json'),
    scenario: healthScenario,
  },
  {
    tenantId: 'ITSM_DEMO',
    name: 'Demo service desk',
    domainPackFile: pack('itsm.domain.json'),
    tenantPackFile: pack('ITSM_DEMO.tenant.json'),
    scenario: itsmScenario,
  },
];
