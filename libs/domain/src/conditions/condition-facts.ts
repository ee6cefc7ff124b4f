/** What a condition may ask about: the identifiers of the rule language and the values behind them. */
import type { ExceptionStatus, JsonObject, Severity } from '@sentinai/contracts';
import type { ExceptionRecord } from '../case/exception-record.ts';

/** Facts of one exception, as the pure functions of this library take them. What is left out counts as unknown. */
export interface CaseFacts {
  type: string | null;
  severity?: Severity | null;
  status?: ExceptionStatus | null;
  sourceSystem?: string | null;
  entity?: string | null;
  amount?: number | null;
  rawPayload?: JsonObject;
  /** Tags of the exception's type; playbooks match them as policy tags. */
  tags?: readonly string[];
  /** Negative once the deadline has passed; null when no SLA applies. */
  slaMinutesRemaining?: number | null;
  /** What ended playbook steps left, by step name; only a step's own condition has any. */
  steps?: JsonObject;
}

/** The identifiers a CEL condition knows, in both spellings found in packs, and their values. */
export interface ConditionFacts {
  domain: string;
  exceptionType: string | null;
  exception_type: string | null;
  severity: Severity | null;
  status: ExceptionStatus | null;
  source_system: string | null;
  entity: string | null;
  amount: number | null;
  rawPayload: JsonObject;
  raw_payload: JsonObject;
  tags: readonly string[];
  sla_minutes_remaining: number | null;
  steps: JsonObject;
}

export const CONDITION_IDENTIFIERS = [
  'domain',
  'exceptionType',
  'exception_type',
  'severity',
  'status',
  'source_system',
  'entity',
  'amount',
  'rawPayload',
  'raw_payload',
  'tags',
  'sla_minutes_remaining',
  'steps',
] as const satisfies readonly (keyof ConditionFacts)[];

const NOTHING: JsonObject = Object.freeze({});
const NO_TAGS: readonly string[] = Object.freeze([]);

/** Lays facts out under the names conditions use. Built once per exception and function call, never per rule. */
export function conditionFacts(domain: string, facts: CaseFacts): ConditionFacts {
  const payload = facts.rawPayload ?? NOTHING;
  return {
    domain,
    exceptionType: facts.type,
    exception_type: facts.type,
    severity: facts.severity ?? null,
    status: facts.status ?? null,
    source_system: facts.sourceSystem ?? null,
    entity: facts.entity ?? null,
    amount: facts.amount ?? null,
    rawPayload: payload,
    raw_payload: payload,
    tags: facts.tags ?? NO_TAGS,
    sla_minutes_remaining: facts.slaMinutesRemaining ?? null,
    steps: facts.steps ?? NOTHING,
  };
}

/**
 * The facts of a stored exception.
 * @param now the batch's clock; only the SLA time that remains depends on it
 */
export function factsOfException(exception: ExceptionRecord, tags: readonly string[], now: Date): CaseFacts {
  return {
    type: exception.type,
    severity: exception.severity,
    status: exception.status,
    sourceSystem: exception.sourceSystem,
    entity: exception.entity,
    amount: exception.amount,
    rawPayload: exception.payload,
    tags,
    slaMinutesRemaining: exception.slaDeadline && (exception.slaDeadline.getTime() - now.getTime()) / 60_000,
  };
}
