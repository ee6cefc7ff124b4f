/** Remaining work, according to the database. */
import type { Pool } from 'pg';
import { OBSERVERS } from '../ledger/observer-queries.ts';

export interface InFlight {
  /** Published events that a worker or an observer still has to process. */
  events: number;
  /** Stored events not published yet. */
  unpublished: number;
  /** Events stored so far. Grows as long as there is any progress. */
  stored: number;
}

const QUERY = `
  select coalesce(sum(abs(events_in_flight)), 0) + (
      select count(*) from unnest($1::varchar[], $2::varchar[]) as o(consumer, event_type)
      join exception_event v using (event_type)
      where not exists (
        select from event_processing p
        where p.consumer = o.consumer and p.event_id = v.event_id and p.event_time = v.created_at)
    ) as events,
    coalesce(sum(event_count), 0) as stored,
    (select count(*) from outbox) as unpublished
  from exception`;

const OBSERVED = OBSERVERS.flatMap(({ consumer, eventTypes }) =>
  eventTypes.map((eventType) => ({ consumer, eventType })),
);

/** @throws while the database is unavailable */
export async function readInFlight(owner: Pool): Promise<InFlight> {
  const { rows } = await owner.query<Record<keyof InFlight, string>>(QUERY, [
    OBSERVED.map(({ consumer }) => consumer),
    OBSERVED.map(({ eventType }) => eventType),
  ]);
  const [{ events, unpublished, stored } = { events: 0, unpublished: 0, stored: 0 }] = rows;
  return { events: Number(events), unpublished: Number(unpublished), stored: Number(stored) };
}

export const isDone = ({ events, unpublished }: InFlight): boolean => events === 0 && unpublished === 0;

export const sameProgress = (a: InFlight, b: InFlight): boolean =>
  a.events === b.events && a.unpublished === b.unpublished && a.stored === b.stored;
