/** The events that one exception of the load causes, from the rehearsal's rows. */
import type { Pool } from 'pg';
import type { Exemplar } from '../load/rehearsal.ts';

export interface EventMix {
  exceptions: number;
  eventsPerException: number;
  /** Average size of an event's payload as JSON text, in bytes. */
  payloadBytes: number;
  /** Events of each type per hundred exceptions, the most frequent first. */
  perHundred: { type: string; events: number }[];
}

export async function eventMix(database: Pool, exemplars: readonly Exemplar[]): Promise<EventMix> {
  const tenants = exemplars.map(({ tenantId }) => tenantId);
  const ids = exemplars.map(({ exceptionId }) => exceptionId);
  const { rows } = await database.query<{ event_type: string; events: string; bytes: string }>(MIX, [tenants, ids]);
  return mixOf(
    exemplars.length,
    rows.map((row) => ({ type: row.event_type, events: Number(row.events), bytes: Number(row.bytes) })),
  );
}

/** Pure part of {@link eventMix}. */
export function mixOf(exceptions: number, rows: readonly { type: string; events: number; bytes: number }[]): EventMix {
  const events = rows.reduce((sum, row) => sum + row.events, 0);
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return {
    exceptions,
    eventsPerException: exceptions === 0 ? 0 : events / exceptions,
    payloadBytes: events === 0 ? 0 : bytes / events,
    perHundred: rows
      .map((row) => ({ type: row.type, events: Math.round((100 * row.events) / exceptions) }))
      .sort((one, other) => other.events - one.events || one.type.localeCompare(other.type)),
  };
}

const MIX = `
  select v.event_type, count(*) as events, sum(octet_length(v.payload::text)) as bytes
  from unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id)
  join exception_event v using (tenant_id, exception_id)
  group by v.event_type`;
