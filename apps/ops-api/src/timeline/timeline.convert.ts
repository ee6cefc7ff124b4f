/** Converts between API bodies and the event log. Pure. */
import { type JsonObject, parseJson } from '@sentinai/contracts';
import type { StoredEvent, TimelineFilter, TimelineOwner, TimelinePage } from '@sentinai/persistence';
import { isPositiveInteger, PagedList } from '@sentinai/service-kit';
import type { ListTimelineQuery, TimelineEvent, TimelineList } from './timeline.dto.ts';

export const filterOf = ({ event_type, actor_type }: ListTimelineQuery): TimelineFilter => ({
  ...(event_type && { eventTypes: event_type }),
  ...(actor_type && { actorTypes: actor_type }),
});

/** The list of an exception's events that match, by sequence number. */
export const timelineOf = (owner: TimelineOwner, query: ListTimelineQuery): PagedList<number> =>
  new PagedList(['timeline', owner.tenantId, owner.exceptionId, filterOf(query)], isPositiveInteger);

export const toTimelineList = (owner: TimelineOwner, query: ListTimelineQuery, page: TimelinePage): TimelineList => ({
  items: page.events.map(toTimelineEvent),
  next_cursor: timelineOf(owner, query).cursorAfter(page.next),
  total: page.total,
});

export function toTimelineEvent(event: StoredEvent): TimelineEvent {
  return {
    sequence: event.sequence,
    event_id: event.eventId,
    event_type: event.eventType,
    actor: { type: event.actor.type, id: event.actor.id },
    created_at: event.createdAt.toISOString(),
    causation_id: event.causationId,
    correlation_id: event.correlationId,
    payload: parseJson(event.payloadJson) as JsonObject,
  };
}
