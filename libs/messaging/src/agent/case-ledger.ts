/**
 * Applies a decision to a case: its patch, and its events with ids, sequence and payload, ready to be stored and
 * published. Pure: the same cause and the same decision give the same ids.
 */
import { type Actor, type JsonObject, findEvent } from '@sentinai/contracts';
import { type Decision, type EventToEmit, type ExceptionRecord, stageOf } from '@sentinai/domain';
import type { StoredEvent } from '@sentinai/persistence';
import { PermanentError } from './errors.ts';
import { outboundEventId } from './event-id.ts';

/** The cause of a decision: an event, a request, a timer. */
export interface Cause {
  /** UUID; the ids of the emitted events are derived from it. */
  id: string;
  correlationId: string;
  /** True when the cause is itself an event of the log. */
  isEvent: boolean;
  /** Distinguishes repeated effects of one cause, such as each of its failed attempts. */
  occasion?: string;
}

/** Who decides, and when. */
export interface Decider {
  /** CloudEvents source: `/sentinai/triage`. */
  source: string;
  actor: Actor;
  now: Date;
}

export interface Applied {
  record: ExceptionRecord;
  events: StoredEvent[];
}

/**
 * Applies a decision to a case. The given record is not modified.
 * @throws PermanentError when the decision emits an event that is not in the catalog or does not fit its schema
 */
export function applyDecision(record: ExceptionRecord, decision: Decision, cause: Cause, decider: Decider): Applied {
  const events = decision.events.map((event, ordinal) =>
    toStored(event, record, record.eventCount + ordinal + 1, { cause, decider, ordinal }),
  );
  const patched = { ...record, ...decision.patch };
  return {
    record: {
      ...patched,
      stage: stageOf(patched),
      updatedAt: decider.now,
      eventCount: record.eventCount + events.length,
      eventsInFlight: record.eventsInFlight + decision.events.reduce((sum, event) => sum + consumers(event.type), 0),
    },
    events,
  };
}

/** Returns how many pipeline workers will process an event of this type. */
export const consumers = (eventType: string): number => findEvent(eventType)?.consumedBy.length ?? 0;

function toStored(
  event: EventToEmit,
  record: ExceptionRecord,
  sequence: number,
  context: { cause: Cause; decider: Decider; ordinal: number },
): StoredEvent {
  const { cause, decider, ordinal } = context;
  return {
    tenantId: record.tenantId,
    exceptionId: record.exceptionId,
    sequence,
    eventId: outboundEventId(cause.id, [event.type, ordinal, cause.occasion ?? []].flat().join(':')),
    eventType: event.type,
    schemaVersion: versionOf(event.type, event.data),
    source: decider.source,
    actor: event.actor ?? decider.actor,
    correlationId: cause.correlationId,
    causationId: cause.isEvent ? cause.id : null,
    payloadJson: JSON.stringify(event.data),
    createdAt: decider.now,
  };
}

function versionOf(type: string, data: JsonObject): number {
  const definition = findEvent(type);
  if (!definition) throw new PermanentError('unknown_event', `Event type "${type}" is not in the catalog`);
  if (definition.isValid(data)) return definition.version;
  const [fault] = definition.faults(data);
  throw new PermanentError('invalid_event', `${type}: ${fault?.path ?? ''} ${fault?.message ?? ''}`);
}
