/** Compiles a demo tenant's packs like the workers, and decides an item with the same functions, without services. */
import {
  classify,
  compileDomainConfig,
  importDomainPack,
  importTenantPack,
  matchPlaybook,
  normalize,
  packPlaybooks,
  packTools,
  playbookToStored,
  rateSeverity,
  slaClock,
  tagsOfType,
  type DomainConfig,
} from '@sentinai/domain';
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import type { DemoTenant } from '../demo-tenants.ts';
import { readJson } from './read-json.ts';

export function demoConfig(tenant: DemoTenant): DomainConfig {
  const { pack: domainPack } = importDomainPack(readJson(tenant.domainPackFile));
  const { pack: tenantPack } = importTenantPack(readJson(tenant.tenantPackFile), domainPack);
  if (!domainPack || !tenantPack) throw new Error(`the packs of ${tenant.tenantId} have faults`);
  const versioned = <T>(value: T, index: number) => ({
    ...value,
    version: 1,
    playbookId: index + 1,
    toolId: index + 1,
  });
  return compileDomainConfig({
    tenantId: tenant.tenantId,
    domain: domainPack.domain,
    domainPackVersion: 1,
    policyPackVersion: 1,
    domainPack,
    tenantPack,
    playbooks: packPlaybooks(domainPack, tenantPack).map(playbookToStored).map(versioned),
    tools: packTools(domainPack, tenantPack).map(versioned),
  });
}

export interface DemoDecision {
  type: string;
  severity: string;
  /** Null when no playbook matches. */
  playbook: string | null;
  blocked: boolean;
}

/** Decides like intake, triage and policy, one after another. */
export function decide(config: DomainConfig, item: IngestItem, now: Date): DemoDecision {
  const { status: _, ...normalized } = normalize(config, item);
  const { type, undecided: openType } = classify(config, { ...normalized, rawPayload: item.raw_payload });
  const tags = tagsOfType(config, type);
  const facts = { ...normalized, type, tags, rawPayload: item.raw_payload, undecided: openType };
  const { severity, undecided } = rateSeverity(config, facts);
  const sla = slaClock(config, type, severity, new Date(item.occurred_at ?? now));
  const found = matchPlaybook(
    config,
    {
      ...facts,
      undecided: [...openType, ...undecided],
      severity,
      domain: config.domain,
      policyTags: tags,
      slaDeadline: sla?.deadline ?? null,
    },
    now,
  );
  const blocked = config.policy.guardrails.blockList.has(type);
  return { type, severity, playbook: found.playbook?.name ?? null, blocked };
}
