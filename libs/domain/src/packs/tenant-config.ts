/**
 * A tenant's active configuration, compiled: agents decide by it. Built once per pack version, kept in memory, and
 * never changed.
 */
import type { ExceptionStatus, JsonObject, Severity } from '@sentinai/contracts';
import type { CompiledCondition } from '../conditions/condition.ts';
import type { CompiledJsonPath } from '../normalization/json-path.ts';
import type { TypePattern } from '../playbooks/type-pattern.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { WorkingTime } from '../sla/working-time.ts';
import type { DomainPack } from './domain-pack.schema.ts';
import type { OAuth2 } from './oauth2.schema.ts';
import type { ActionType } from './playbook.schema.ts';
import type { ApprovalRule } from './tenant-pack.schema.ts';

export interface Playbook {
  playbookId: number;
  name: string;
  version: number;
  /** Token subject of the tenant's person who wrote this version, if one did. */
  author: string | null;
  /** Higher wins. */
  priority: number;
  match: CompiledMatch;
  when: CompiledCondition | null;
  /** In order; a step's order is its position, from 1. */
  steps: PlaybookStep[];
}

/** Match conditions of a playbook; a null or empty one is not checked. */
export interface CompiledMatch {
  domain: string | null;
  exceptionTypes: readonly TypePattern[] | null;
  severities: ReadonlySet<Severity> | null;
  slaMinutesRemainingLt: number | null;
  policyTags: readonly string[];
}

export interface PlaybookStep {
  /** From 1. */
  order: number;
  name: string;
  actionType: ActionType;
  /** With unresolved placeholders, as in the pack. */
  params: JsonObject;
  /** The step is skipped when this does not match. */
  when: CompiledCondition | null;
  /** Null: a single attempt. */
  retry: StepRetry | null;
  timeoutMinutes: number | null;
  onFailure: StepFailure;
  /** Null: the pack requires none; policy still may. */
  approval: StepApproval | null;
}

export interface StepRetry {
  maxAttempts: number;
  /** Milliseconds before the second attempt. */
  backoffMs: number;
}

/** What happens when a step fails; `goto` is the order of the step to continue with. */
export type StepFailure = 'fail' | 'skip' | 'escalate' | { goto: number };

export interface StepApproval {
  /** Any one of these roles may approve. */
  roles: string[];
  /** How many different people must approve. */
  quorum: number;
  /** Minutes after which an unanswered request counts as refused; null: it waits indefinitely. */
  expiresMinutes: number | null;
}

export interface ToolDefinition {
  toolId: number;
  name: string;
  version: number;
  endpoint: string;
  method: string;
  /** Where the credential is found: `env:NAME`, `file:/…`. Never the credential itself. */
  authRef: string | null;
  /** How the credential is exchanged for an access token; null when the credential itself is sent. */
  oauth2: OAuth2 | null;
  inputSchema: JsonObject | null;
  outputSchema: JsonObject | null;
  timeoutMs: number;
  maxAttempts: number;
  idempotent: boolean;
  effect: 'read' | 'act';
  /** Returns the faults of the arguments, as `path message`; empty when there are none or there is no schema. */
  validateInput(args: unknown): string[];
  /** The same for the tool's answer. */
  validateOutput(body: unknown): string[];
}

export interface CompiledDomainPack {
  /** The pack as stored. */
  source: DomainPack;
  types: ReadonlyMap<string, ExceptionType>;
  classification: readonly ClassificationRule[];
  severityRules: readonly SeverityRule[];
  sla: SlaTable;
  normalization: CompiledNormalization;
}

export interface ExceptionType {
  name: string;
  defaultSeverity: Severity | null;
  tags: readonly string[];
}

export interface ClassificationRule {
  /** Name of the rule in outcomes. */
  name: string;
  when: CompiledCondition;
  type: string;
}

export interface SeverityRule {
  name: string;
  when: CompiledCondition;
  severity: Severity;
}

/** Minutes to resolve; types with their own SLA are included in `byType`. */
export interface SlaTable {
  byType: ReadonlyMap<string, number>;
  bySeverity: ReadonlyMap<Severity, number>;
}

export interface CompiledNormalization {
  type: FieldMapping | null;
  entity: FieldMapping | null;
  amount: FieldMapping | null;
  title: FieldMapping | null;
  sourceSystem: FieldMapping | null;
  occurredAt: FieldMapping | null;
  sourceStatus: FieldMapping | null;
  status: StatusMapping | null;
}

/** Location of a field in a raw payload, and how it is read. */
export interface FieldMapping {
  path: CompiledJsonPath;
  /** `ignore`: an unusable value counts as absent. */
  onUnreadable: 'ask' | 'ignore';
  /** The decimal mark of amounts; null: each amount must make it clear. */
  decimalMark: '.' | ',' | null;
  /** Time zone of an instant that names none, as an IANA name; null: the tenant's. */
  timeZone: string | null;
}

export interface StatusMapping {
  /** Who decides an exception's status: its source or the platform's own pipeline. */
  authority: 'source' | 'platform';
  map: ReadonlyMap<string, ExceptionStatus>;
  /** For a source status that the map does not contain. */
  default: ExceptionStatus;
}

export interface CompiledTenantPolicy {
  severityOverrides: ReadonlyMap<string, Severity>;
  sla: SlaTable;
  guardrails: CompiledGuardrails;
  /** Null: every tool of the domain. */
  approvedTools: ReadonlySet<string> | null;
  approvalRules: readonly ApprovalRule[];
  routing: readonly RoutingRule[];
  /** Replaces personal data before anything is first written. */
  redactor: Redactor;
  retentionDays: number | null;
  /** IANA name. */
  timeZone: string;
  /** When the tenant works; null: SLAs run around the clock. */
  workingTime: WorkingTime | null;
}

/** The domain's guardrails overlaid with the tenant's. */
export interface CompiledGuardrails {
  /** Null: no list, every tool is allowed. */
  allowList: ReadonlySet<string> | null;
  /** Tools and exception types blocked by the domain or by the tenant. */
  blockList: ReadonlySet<string>;
  /** 0 to 1; null: confidence does not matter. */
  humanApprovalThreshold: number | null;
}

export interface RoutingRule {
  when: CompiledCondition | null;
  exceptionType: string | null;
  severity: Severity | null;
  owner: string;
}

export interface DomainConfig {
  tenantId: string;
  domain: string;
  domainPackVersion: number;
  /** Null when the tenant has no policy pack for the domain. */
  policyPackVersion: number | null;
  pack: CompiledDomainPack;
  policy: CompiledTenantPolicy;
  /** In the order of trial: priority, then version, then id, highest first. */
  playbooks: readonly Playbook[];
  tools: ReadonlyMap<string, ToolDefinition>;
  /** Tools that the tenant has switched off: nobody may call them until they are switched on again. */
  disabledTools: ReadonlySet<string>;
}

export interface TenantConfig {
  tenantId: string;
  name: string;
  status: 'active' | 'suspended' | 'archived';
  /** Changes with every update; a worker that sees a different one reloads. */
  revision: number;
  domains: ReadonlyMap<string, DomainConfig>;
  /** For items that name no domain; null: such items are refused. */
  defaultDomain: string | null;
}
