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
  normalize,
  openCase,
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
    const facts = {
      entity: normalized.entity ?? exception.entity,
      amount: normalized.amount ?? exception.amount,
      title: normalized.title ?? exception.title,
    };
    const data: ExceptionNormalized = {
      ...facts,
      domain: exception.domain,
      source_system: normalized.sourceSystem ?? item.source_system,
      exception_type: normalized.type,
      occurred_at: exception.occurredAt.toISOString(),
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
