/** Translates a Tenant Policy Pack from any known shape into the canonical document. */
import { isJsonObject } from '@sentinai/contracts';
import { conditionField, guardrails, severity, sla } from './pack-values.translation.ts';
import { parseMinutes } from './duration.ts';
import { playbooks } from './playbooks.translation.ts';
import { list, object, TranslationLog, type Translate } from './translation.ts';

const severityOverride = object({ exception_type: { aliases: { type: null } }, severity: { value: severity } });

const approvalRule = object({
  severity: { value: severity },
  exception_type: {},
  tool: { aliases: { toolName: null } },
  require_approval: { aliases: { approvalRequired: null } },
});

const route = object({
  when: conditionField,
  exception_type: {},
  severity: { value: severity },
  owner: { aliases: { assignTo: null, queue: null, group: null } },
});

const DATA_TTL_KEYS = ['dataTTL', 'dataTtl', 'data_ttl', 'days'];

/** Reads `retentionPolicies: { dataTTL: 90 }` as days; accepts a duration with a unit too. */
const retention: Translate = (value, place, log) => {
  if (!isJsonObject(value)) return retentionDays(value);
  const key = DATA_TTL_KEYS.find((name) => Object.hasOwn(value, name));
  for (const other of Object.keys(value)) {
    if (other !== key) log.unknown({}, other, value[other], [...place.from, other]);
  }
  if (key === undefined) return undefined;
  log.renamed({ from: [...place.from, key], to: place.to });
  return retentionDays(value[key]);
};

/** A bare number means days, quoted or not. */
function retentionDays(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value;
  if (Number.isInteger(Number(value))) return Number(value);
  const minutes = parseMinutes(value);
  return minutes === null ? value : Math.ceil(minutes / 1440);
}

function tenantPack(toolNames: ReadonlySet<string>): Translate {
  return object({
    tenant_id: {},
    domain: { aliases: { domainName: null, domain_name: null } },
    severity_overrides: { value: list(severityOverride), aliases: { customSeverityOverrides: null } },
    sla_overrides: { value: sla, aliases: { customSla: null } },
    guardrails: { value: guardrails, aliases: { customGuardrails: null } },
    approved_tools: {},
    approval_rules: { value: list(approvalRule), aliases: { humanApprovalRules: null } },
    routing: { value: list(route), aliases: { routingRules: null } },
    pii_fields: {},
    redaction: {},
    retention_days: { aliases: { retentionPolicies: retention, retention_policies: retention } },
    playbooks: { value: playbooks(toolNames), aliases: { customPlaybooks: null } },
    time_zone: { aliases: { timezone: null } },
  });
}

/**
 * Translates a Tenant Policy Pack.
 * @param json a JSON object no deeper than packs may be
 * @param toolNames tools of the domain: a step that is only a tool name is a call of that tool
 */
export function translateTenantPack(
  json: unknown,
  toolNames: ReadonlySet<string>,
): { document: unknown; log: TranslationLog } {
  const log = new TranslationLog();
  return { document: tenantPack(toolNames)(json, { from: [], to: [] }, log), log };
}
