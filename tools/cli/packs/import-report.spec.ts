import { expect, it } from '@jest/globals';
import type { PackActivation, PackImportReport } from '@sentinai/persistence';
import { findingLines, outcomeLines } from './import-report.ts';

const REPORT: PackImportReport = {
  kind: 'domain',
  translations: [],
  warnings: [],
  faults: [],
  tests: null,
  domainPackVersion: null,
  stored: null,
};
const STORED = { domain: 'D', version: 3, created: true, shared: false, activation: null };
const ACTIVATION: PackActivation = {
  tenantId: 'T',
  tenantCreated: true,
  domain: 'D',
  domainPackVersion: 3,
  policyPackVersion: null,
  playbooks: 2,
  tools: 1,
  revision: 7,
};

it('lists translations and warnings, each under its heading', () => {
  const warnings = [{ path: '$.x', message: 'is not used' }];

  expect(findingLines({ ...REPORT, translations: ['a → b'], warnings })).toEqual([
    'Domain pack',
    'Translated:',
    '  a → b',
    'Warnings:',
    '  $.x: is not used',
  ]);
});

it('says how to activate a pack that is only stored', () => {
  expect(outcomeLines({ ...REPORT, stored: { ...STORED, shared: true } }, 'd.json')).toEqual([
    'Domain pack D: version 3, published to all tenants',
    'Not activated for any tenant. To activate it: npm run packs -- import --file d.json --shared --tenant <id>',
  ]);
});

it('ends with what is in force', () => {
  const stored = { ...STORED, created: false, activation: ACTIVATION };

  expect(outcomeLines({ ...REPORT, stored }, 'd.json')).toEqual([
    'Domain pack D: version 3, already stored',
    'Tenant T created',
    'Active for T: domain D version 3, no policy, 2 playbooks, 1 tools, revision 7',
  ]);
  const withPolicy = { ...ACTIVATION, tenantCreated: false, policyPackVersion: 2 };
  expect(outcomeLines({ ...REPORT, stored: { ...stored, activation: withPolicy } }, 'd.json').at(-1)).toBe(
    'Active for T: domain D version 3, policy version 2, 2 playbooks, 1 tools, revision 7',
  );
});
