/** Compiles a tenant's overlay on top of its domain's guardrails. */
import type { ConditionCompiler } from '../conditions/condition.ts';
import type { DomainPack } from '../packs/domain-pack.schema.ts';
import type { CompiledGuardrails, CompiledTenantPolicy, RoutingRule } from '../packs/tenant-config.ts';
import type { TenantPolicyPack } from '../packs/tenant-pack.schema.ts';
import { mergeRedaction } from '../redaction/redaction-rules.ts';
import { compileRedactor } from '../redaction/redactor.ts';
import { compileSlaTable } from '../sla/compile-sla-table.ts';
import { compileWorkingTime } from '../sla/working-time.ts';
import type { BusinessCalendar } from '../tenants/business-calendar.ts';

type Overlay = Omit<TenantPolicyPack, 'tenant_id' | 'domain'>;

const NO_OVERLAY: Overlay = {};

export interface PolicySources {
  tenantPack: TenantPolicyPack | null;
  domainPack: DomainPack;
  /** The tenant's own calendar, whatever its packs say. */
  calendar: BusinessCalendar | null;
}

/** Compiles the overlay; a tenant without a pack has an empty one, and so the domain's rules unchanged. */
export function compileTenantPolicy(
  { tenantPack, domainPack, calendar }: PolicySources,
  compile: ConditionCompiler,
): CompiledTenantPolicy {
  const overlay: Overlay = tenantPack ?? NO_OVERLAY;
  const {
    severity_overrides = [],
    routing = [],
    approval_rules = [],
    pii_fields = [],
    time_zone: timeZone = 'UTC',
  } = overlay;
  return {
    severityOverrides: new Map(severity_overrides.map(({ exception_type, severity }) => [exception_type, severity])),
    sla: compileSlaTable(overlay.sla_overrides),
    guardrails: mergeGuardrails(domainPack.guardrails ?? {}, overlay.guardrails ?? {}),
    approvedTools: overlay.approved_tools ? new Set(overlay.approved_tools) : null,
    approvalRules: approval_rules,
    routing: routing.map((rule) => compileRoute(rule, compile)),
    redactor: compileRedactor({ piiFields: pii_fields, ...mergeRedaction(domainPack.redaction, overlay.redaction) }),
    retentionDays: overlay.retention_days ?? null,
    timeZone,
    workingTime: calendar && compileWorkingTime(calendar, timeZone),
  };
}

type Guardrails = NonNullable<DomainPack['guardrails']>;

/**
 * The tenant's allow list and threshold replace the domain's; block lists add up, because a domain blocks things for
 * reasons that its tenants cannot judge. An empty allow list allows everything.
 */
function mergeGuardrails(domain: Guardrails, tenant: Guardrails): CompiledGuardrails {
  const allowed = tenant.allow_lists ?? domain.allow_lists ?? [];
  return {
    allowList: allowed.length > 0 ? new Set(allowed) : null,
    blockList: new Set([...(domain.block_lists ?? []), ...(tenant.block_lists ?? [])]),
    humanApprovalThreshold: tenant.human_approval_threshold ?? domain.human_approval_threshold ?? null,
  };
}

function compileRoute(
  { when, exception_type, severity, owner }: NonNullable<TenantPolicyPack['routing']>[number],
  compile: ConditionCompiler,
): RoutingRule {
  return {
    when: when === undefined ? null : compile(when),
    exceptionType: exception_type ?? null,
    severity: severity ?? null,
    owner,
  };
}
