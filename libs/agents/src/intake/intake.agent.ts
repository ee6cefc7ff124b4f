/** Normalizes source payloads into the platform's fields, by the tenant's domain pack. */
import {
  type EventOf,
  ExceptionIngested,
  ExceptionNormalized,
  ManualExceptionCreated,
  type SourceItem,
  SourceUpdateReceived,
} from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  type ExceptionRecord,
  NOTHING_TO_DO,
  type NormalizedFields,
  normalize,
  openCase,
  unreadableAfter,
  emit,
} from '@sentinai/domain';
import { Agent, type DecidingAgent } from '@sentinai/messaging/agent';

const CONSUMES = [ExceptionIngested, ManualExceptionCreated, SourceUpdateReceived] as const;
type Reported = EventOf<(typeof CONSUMES)[number]>;

@Agent({ name: 'intake', consumes: CONSUMES })
export class IntakeAgent implements DecidingAgent {
  open(event: Reported): ExceptionRecord {
    return openCase(event, event.data, new Date(event.time));
  }

  decide(event: Reported, { exception, config, now }: CaseFile): Decision {
    const item = event.data;
    const update = event.type === SourceUpdateReceived.type;
    const updatedAt = item.source_updated_at === null ? null : new Date(item.source_updated_at);
    if (isLate(exception, updatedAt)) return NOTHING_TO_DO;
    const normalized = normalize(config, item);
    const facts = factsAfter(exception, normalized);
    const unreadable = unreadableAfter(exception.unreadable, normalized);
    const occurrence = occurrenceAfter(exception, item, normalized);
    const data: ExceptionNormalized = {
      ...facts,
      domain: exception.domain,
      source_system: normalized.sourceSystem ?? item.source_system,
      exception_type: normalized.type,
      occurred_at: occurrence.occurredAt.toISOString(),
      occurred_at_source: occurrence.occurredAtSource,
      unreadable: [...unreadable],
      source_updated_at: item.source_updated_at,
      source_status: normalized.sourceStatus,
      status: normalized.status,
      update,
      domain_pack_version: config.domainPackVersion,
      raw_payload: item.raw_payload,
    };
    return {
      patch: {
        ...facts,
        ...occurrence,
        unreadable,
        sourceSystem: normalized.sourceSystem ?? item.source_system,
        sourceStatus: normalized.sourceStatus,
        payload: item.raw_payload,
        sourceUpdatedAt: later(updatedAt, exception.sourceUpdatedAt),
        milestones: { normalized_at: now.toISOString(), ...exception.milestones },
      },
      events: [emit(ExceptionNormalized, data)],
    };
  }
}

/** Merges a state into an exception: a field absent from the state keeps its value; a field unreadable in the state loses it. */
function factsAfter(exception: ExceptionRecord, state: NormalizedFields) {
  const before = (field: 'entity' | 'amount' | 'title') =>
    state.unreadable.some((one) => one.field === field) ? null : exception;
  return {
    entity: state.entity ?? before('entity')?.entity ?? null,
    amount: state.amount ?? before('amount')?.amount ?? null,
    title: state.title ?? before('title')?.title ?? null,
  };
}

/** Returns the time of occurrence: a mere time of receipt is replaced by the first time given by the source. */
function occurrenceAfter(
  { occurredAt, occurredAtSource }: ExceptionRecord,
  { occurred_at_source }: SourceItem,
  state: NormalizedFields,
): Pick<ExceptionRecord, 'occurredAt' | 'occurredAtSource'> {
  if (occurredAtSource !== 'receipt' || state.occurredAt === null) return { occurredAt, occurredAtSource };
  const isGiven = occurred_at_source === 'given';
  return { occurredAt: state.occurredAt, occurredAtSource: isGiven ? 'given' : 'payload' };
}

/**
 * Whether a state is older than the newest known one: it belongs in the timeline, but does not change the case. Many sources have only
 * second precision: if either timestamp does, states of the same second count in order of arrival.
 */
function isLate({ sourceUpdatedAt: newest }: ExceptionRecord, updatedAt: Date | null): boolean {
  if (updatedAt === null || newest === null) return false;
  const isToTheSecond = updatedAt.getTime() % 1_000 === 0 || newest.getTime() % 1_000 === 0;
  return isToTheSecond ? secondOf(updatedAt) < secondOf(newest) : updatedAt < newest;
}

const secondOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);

const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one;
