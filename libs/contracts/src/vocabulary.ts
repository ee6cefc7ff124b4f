/** Values shared by events, HTTP responses and tables. Each list is closed: adding a value is a contract change. */

/** Severities of an exception, lowest first. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `analyzing`: the pipeline or a playbook is working on it; `escalated`: handed to people with more authority. */
export const EXCEPTION_STATUSES = ['open', 'analyzing', 'resolved', 'escalated'] as const;
export type ExceptionStatus = (typeof EXCEPTION_STATUSES)[number];

/** Stages of an exception in the pipeline; the `awaiting_` stages name what it waits for. */
export const STAGES = [
  'ingested',
  'normalized',
  'triaged',
  'evaluated',
  'playbook',
  'awaiting_tool',
  'awaiting_approval',
  'awaiting_person',
  'finished',
] as const;
export type Stage = (typeof STAGES)[number];

/** States of the SLA clock. `none`: no SLA applies; `met` and `missed` are final until the exception reopens. */
export const SLA_STATES = ['none', 'running', 'imminent', 'expired', 'met', 'missed'] as const;
export type SlaState = (typeof SLA_STATES)[number];

/** A worker, a person, or the platform itself. */
export const ACTOR_TYPES = ['agent', 'user', 'system'] as const;
export type ActorType = (typeof ACTOR_TYPES)[number];

/** Who did something: `{ type: 'agent', id: 'triage' }`, `{ type: 'user', id: <token subject> }`. */
export interface Actor {
  type: ActorType;
  id: string;
}

/** Actors of audit records: those of events, and somebody on the command line. */
export const AUDIT_ACTOR_TYPES = [...ACTOR_TYPES, 'cli'] as const;
export type AuditActorType = (typeof AUDIT_ACTOR_TYPES)[number];

/** Who did something that is audited: `{ type: 'user', id: 'key:<id>' }` for an API key, `{ type: 'cli', id: <user of the machine> }`. */
export interface AuditActor {
  type: AuditActorType;
  id: string;
}

/** Statuses of a tenant. For a suspended or archived tenant, writes are refused and events wait; archiving is permanent. */
export const TENANT_STATUSES = ['active', 'suspended', 'archived'] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

/** Statuses of a playbook step; the last three are final. */
export const STEP_STATUSES = [
  'pending',
  'running',
  'awaiting_approval',
  'awaiting_person',
  'completed',
  'skipped',
  'failed',
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/**
 * Statuses of a tool run. `requested`: by a person, and not started yet; `waiting`: not called because its tool is unavailable or
 * overloaded; the last three are final.
 */
export const TOOL_EXECUTION_STATUSES = ['requested', 'waiting', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type ToolExecutionStatus = (typeof TOOL_EXECUTION_STATUSES)[number];

/** Circuit-breaker states of a tool. `open`: it kept failing and is not called; `half_open`: the next call probes it. */
export const CIRCUIT_STATES = ['closed', 'half_open', 'open'] as const;
export type CircuitState = (typeof CIRCUIT_STATES)[number];

/** Roles, lowest first: read, work on exceptions, configure a tenant, everything in every tenant. */
export const ROLES = ['viewer', 'operator', 'admin', 'super_admin'] as const;
export type Role = (typeof ROLES)[number];

/** An untrusted JSON object of unknown shape. */
export type JsonObject = Record<string, unknown>;

/** The pattern that {@link isTenantId} accepts, for documents. */
export const TENANT_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
/** The pattern that {@link isExceptionId} accepts, for documents. */
export const EXCEPTION_ID = /^[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,127}$/;

/** Whether the value is a tenant id: 1 to 64 letters, digits, `_`, `.`, `-`, so it is safe inside Kafka keys and settings. */
export const isTenantId = (value: unknown): value is string => typeof value === 'string' && TENANT_ID.test(value);

/** Whether the value is an exception id: up to 128 letters, digits and `_ . : / # -`. */
export const isExceptionId = (value: unknown): value is string => typeof value === 'string' && EXCEPTION_ID.test(value);
