/** Turns what a source says into the fields the platform works with, by the tenant's domain pack. */
import {
  type EventEnvelope,
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
} from '@sentinai/domain';
import { Agent, type DecidingAgent } from '@sentinai/messaging';

@Agent({ name: 'intake', consumes: [ExceptionIngested, ManualExceptionCreated, SourceUpdateReceived] })
export class IntakeAgent implements DecidingAgent {
  open(event: EventEnvelope): ExceptionRecord {
    return openCase(event, event.data as SourceItem, new Date(event.time));
  }

  decide(event: EventEnvelope, { exception, config, now }: CaseFile): Decision {
    const item = event.data as SourceItem;
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
      events: [{ type: ExceptionNormalized.type, data }],
    };
  }
}

/** A field of which a state says nothing stays as it was; one that the state makes unreadable has no value any more. */
function factsAfter(exception: ExceptionRecord, state: NormalizedFields) {
  const before = (field: 'entity' | 'amount' | 'title') =>
    state.unreadable.some((one) => one.field === field) ? null : exception;
  return {
    entity: state.entity ?? before('entity')?.entity ?? null,
    amount: state.amount ?? before('amount')?.amount ?? null,
    title: state.title ?? before('title')?.title ?? null,
  };
}

/** A time of receipt gives way to the first time that the source says. */
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
 * A state older than the newest known one belongs in the timeline, but no longer changes the case. Many sources stamp to the second:
 * where one of the two stamps does, states of the same second count in the order of their arrival.
 */
function isLate({ sourceUpdatedAt: newest }: ExceptionRecord, updatedAt: Date | null): boolean {
  if (updatedAt === null || newest === null) return false;
  const isToTheSecond = updatedAt.getTime() % 1_000 === 0 || newest.getTime() % 1_000 === 0;
  return isToTheSecond ? secondOf(updatedAt) < secondOf(newest) : updatedAt < newest;
}

const secondOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);

const later = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one;
