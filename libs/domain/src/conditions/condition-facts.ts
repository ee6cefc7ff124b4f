/** The facts available to conditions: the identifiers of the rule language and their values. */
import {
  ExactNumber,
  type ExceptionStatus,
  type JsonNumber,
  type JsonObject,
  type Severity,
  type Undecided,
  type Unreadable,
} from '@sentinai/contracts';
import type { ExceptionRecord } from '../case/exception-record.ts';
import type { ConditionIdentifier } from './condition-identifiers.ts';
import { type ConditionNumber, toConditionNumber } from './condition-numbers.ts';
import { type OpenFacts, openFacts } from './open-facts.ts';

/** Facts of one exception, as the pure functions of this library take them. An omitted fact counts as unknown. */
export interface CaseFacts {
  type: string | null;
  severity?: Severity | null;
  status?: ExceptionStatus | null;
  sourceSystem?: string | null;
  entity?: string | null;
  amount?: JsonNumber | null;
  rawPayload?: JsonObject;
  /** Fields for which the source sent an unusable value. */
  unreadable?: readonly Unreadable[];
  /** Facts that rules left open because a field could not be read. */
  undecided?: readonly Undecided[];
  /** Tags of the exception's type; playbooks match them as policy tags. */
  tags?: readonly string[];
  /** Negative once the deadline has passed; null when no SLA applies. */
  slaMinutesRemaining?: number | null;
  /** Results of ended playbook steps, by step name; only a step's own condition has any. */
  steps?: JsonObject;
}

/** The identifiers available to a CEL condition, in both spellings found in packs, with their values. */
export interface ConditionFacts extends Record<ConditionIdentifier, unknown> {
  domain: string;
  exceptionType: string | null;
  exception_type: string | null;
  severity: Severity | null;
  status: ExceptionStatus | null;
  source_system: string | null;
  entity: string | null;
  amount: ConditionNumber | null;
  rawPayload: JsonObject;
  raw_payload: JsonObject;
  tags: readonly string[];
  sla_minutes_remaining: number | null;
  steps: JsonObject;
  /** Names of the fields that could not be read. */
  unreadable: readonly string[];
  /** Facts that no condition can decide on, besides the identifiers; null when there are none. */
  open: OpenFacts | null;
}

const NOTHING: JsonObject = Object.freeze({});
const NO_NAMES: readonly string[] = Object.freeze([]);

/** Maps facts to the names that conditions use. Built once per exception and function call, never per rule. */
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
    amount: amountOf(facts),
    rawPayload: payload,
    raw_payload: payload,
    tags: facts.tags ?? NO_NAMES,
    sla_minutes_remaining: facts.slaMinutesRemaining ?? null,
    steps: facts.steps ?? NOTHING,
    unreadable: facts.unreadable === undefined ? NO_NAMES : facts.unreadable.map(({ field }) => field),
    open: openFacts(facts.unreadable, facts.undecided),
  };
}

const amountOf = ({ amount = null }: CaseFacts): ConditionNumber | null =>
  amount instanceof ExactNumber ? toConditionNumber(amount) : amount;

/**
 * Returns the facts of a stored exception.
 * @param now the batch's clock; only the remaining SLA time depends on it
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
    unreadable: exception.unreadable,
    undecided: exception.undecided,
    tags,
    slaMinutesRemaining: exception.slaDeadline && (exception.slaDeadline.getTime() - now.getTime()) / 60_000,
  };
}
