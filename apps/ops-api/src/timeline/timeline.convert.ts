/** Between the wire and the event log. Pure. */
import type { JsonObject } from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/persistence';
import type { TimelineEvent } from './timeline.dto.ts';

export function toTimelineEvent(event: StoredEvent): TimelineEvent {
  return {
    sequence: event.sequence,
    event_id: event.eventId,
    event_type: event.eventType,
    actor: { type: event.actor.type, id: event.actor.id },
    created_at: event.createdAt.toISOString(),
    causation_id: event.causationId,
    correlation_id: event.correlationId,
    payload: JSON.parse(event.payloadJson) as JsonObject,
  };
}
