/** Compiles a tenant's packs for one domain into the configuration that agents decide by. */
import type { ExceptionStatus } from '@sentinai/contracts';
import { createConditionCompiler, type ConditionCompiler } from '../conditions/condition.ts';
import { compileJsonPath } from '../normalization/json-path.ts';
import { compilePlaybook } from '../playbooks/compile-playbook.ts';
import { compileTenantPolicy } from '../policy/compile-tenant-policy.ts';
import { compileSlaTable } from '../sla/compile-sla-table.ts';
import type { BusinessCalendar } from '../tenants/business-calendar.ts';
import type { DomainPack, Normalization } from './domain-pack.schema.ts';
import { JsonSchemaCompiler } from './json-schema.ts';
import { compileTool, type StoredTool } from './stored-tool.ts';
import type { StoredPlaybook } from './stored-playbook.ts';
import type {
  CompiledDomainPack,
  CompiledNormalization,
  DomainConfig,
  ExceptionType,
  FieldMapping,
  Playbook,
} from './tenant-config.ts';
import type { TenantPolicyPack } from './tenant-pack.schema.ts';

/** Everything stored for a tenant's domain, as the database holds it. */
export interface StoredDomainConfig {
  tenantId: string;
  domain: string;
  domainPackVersion: number;
  policyPackVersion: number | null;
  /** Canonical, as an import produced it. */
  domainPack: DomainPack;
  tenantPack: TenantPolicyPack | null;
  /** The tenant's working hours; absent or null: always. */
  businessCalendar?: BusinessCalendar | null;
  playbooks: readonly StoredPlaybook[];
  tools: readonly StoredTool[];
  /** Names of tools that are switched off. */
  disabledTools?: readonly string[];
}

const MAX_RULE_NAME_LENGTH = 200;

/**
 * Compiles a stored configuration. Tool schemas are compiled on first use, everything else now.
 * @throws {ConditionError
 *  JsonPathError} when the stored pack never passed an import
 */
export function compileDomainConfig(stored: StoredDomainConfig): DomainConfig {
  const { tenantId, domain, domainPackVersion, policyPackVersion, domainPack, tenantPack } = stored;
  const compile = createConditionCompiler();
  const schemas = new JsonSchemaCompiler();
  return {
    tenantId,
    domain,
    domainPackVersion,
    policyPackVersion,
    pack: compileDomainPack(domainPack, compile),
    policy: compileTenantPolicy({ tenantPack, domainPack, calendar: stored.businessCalendar ?? null }, compile),
    playbooks: stored.playbooks.map((playbook) => compilePlaybook(playbook, compile)).sort(inOrderOfTrial),
    tools: new Map(stored.tools.map((tool) => [tool.name, compileTool(tool, schemas)])),
    disabledTools: new Set(stored.disabledTools),
  };
}

/** Highest priority first, then the newest version, then the highest id: the first match runs. */
function inOrderOfTrial(one: Playbook, other: Playbook): number {
  return other.priority - one.priority || other.version - one.version || other.playbookId - one.playbookId;
}

function compileDomainPack(pack: DomainPack, compile: ConditionCompiler): CompiledDomainPack {
  return {
    source: pack,
    types: new Map(Object.entries(pack.exception_types).map(([name, type]) => [name, compileType(name, type)])),
    classification: (pack.classification ?? []).map(({ when, type }) => ({
      name: ruleName(when),
      when: compile(when),
      type,
    })),
    severityRules: pack.severity_rules.map(({ name, when, severity }) => ({
      name: name ?? ruleName(when),
      when: compile(when),
      severity,
    })),
    sla: compileSlaTable(pack.sla, slaOfTypes(pack)),
    normalization: compileNormalization(pack),
  };
}

/** A rule without a name is identified by its condition. Outcomes end up in events, so a long condition is cut. */
function ruleName(when: string): string {
  return when.length > MAX_RULE_NAME_LENGTH ? `${when.slice(0, MAX_RULE_NAME_LENGTH)}…` : when;
}

function compileType(name: string, { default_severity, tags }: DomainPack['exception_types'][string]): ExceptionType {
  return { name, defaultSeverity: default_severity ?? null, tags: Object.freeze([...(tags ?? [])]) };
}

/** The SLA minutes set on exception types themselves. */
function slaOfTypes({ exception_types }: DomainPack): [string, number][] {
  return Object.entries(exception_types).flatMap(([name, { sla_minutes }]): [string, number][] =>
    sla_minutes === undefined ? [] : [[name, sla_minutes]],
  );
}

function compileNormalization({ normalization = {} }: DomainPack): CompiledNormalization {
  const { status } = normalization;
  return {
    type: compileMapping(normalization.type),
    entity: compileMapping(normalization.entity),
    amount: compileMapping(normalization.amount),
    title: compileMapping(normalization.title),
    sourceSystem: compileMapping(normalization.source_system),
    occurredAt: compileMapping(normalization.occurred_at),
    sourceStatus: compileMapping(normalization.source_status),
    status: status
      ? {
          authority: status.authority,
          map: new Map<string, ExceptionStatus>(Object.entries(status.map)),
          default: status.default,
        }
      : null,
  };
}

type Mapping = NonNullable<Normalization['amount'] | Normalization['occurred_at']>;

function compileMapping(source: Mapping | undefined): FieldMapping | null {
  if (source === undefined) return null;
  const options = typeof source === 'string' ? { path: source } : source;
  return {
    path: compileJsonPath(options.path),
    onUnreadable: ('on_unreadable' in options && options.on_unreadable) || 'ask',
    decimalMark: ('decimal_mark' in options && options.decimal_mark) || null,
    timeZone: ('time_zone' in options && options.time_zone) || null,
  };
}
