/**
 * Script of the rows and records that the pipeline writes for each kind of exception, taken from the rehearsal's own rows.
 * The limit program writes the same events and payloads along the same hops, and decides nothing.
 */
import { writeFileSync } from 'node:fs';
import { findEvent } from '@sentinai/contracts';
import type { Pool } from 'pg';
import type { Exemplar } from '../load/rehearsal.ts';

export interface LimitScript {
  kinds: ScriptedKind[];
  stages: ScriptedStage[];
  /** Every topic, by its name in the limit. */
  topics: string[];
}

/** An exception, from the first event to the last. */
export interface ScriptedKind {
  /** The stored row as JSON, of an exception that ran to its end. */
  exception: Record<string, unknown>;
  /** Events by sequence, from 1. */
  events: ScriptedEvent[];
  /** Sequences that no stage emits, since they arrive over HTTP. */
  arriving: number[];
}

export interface ScriptedEvent {
  type: string;
  topic: string;
  payload: string;
  /** Stages that process the event, and the sequences that each one emits for it. */
  hops: Record<string, number[]>;
}

export interface ScriptedStage {
  name: string;
  topics: string[];
}

export const LIMIT_PREFIX = 'limit.';
export const limitTopic = (topic: string): string => `${LIMIT_PREFIX}${topic}`;

export async function writeScript(database: Pool, exemplars: readonly Exemplar[], file: string): Promise<LimitScript> {
  const keys = [exemplars.map(({ tenantId }) => tenantId), exemplars.map(({ exceptionId }) => exceptionId)];
  const events = (await database.query<EventRow>(EVENTS, keys)).rows;
  const exceptions = (await database.query<{ exception: Record<string, unknown> }>(EXCEPTIONS, keys)).rows;
  const script = scriptOf(
    exceptions.map(({ exception }) => exception),
    events,
  );
  writeFileSync(file, JSON.stringify(script));
  return script;
}

export interface EventRow {
  tenant_id: string;
  exception_id: string;
  sequence: number;
  event_type: string;
  payload: string;
  /** Consumer, first and last sequence it emitted; null for none. */
  hops: [string, number | null, number | null][];
}

/** Pure part of {@link writeScript}. @param rows in the order of each timeline */
export function scriptOf(exceptions: readonly Record<string, unknown>[], rows: readonly EventRow[]): LimitScript {
  const timelines = Map.groupBy(rows, (row) => `${row.tenant_id}:${row.exception_id}`);
  const kinds = exceptions.map((exception) => {
    const timeline = timelines.get(`${String(exception.tenant_id)}:${String(exception.exception_id)}`) ?? [];
    const events = timeline.map(scriptedEvent);
    const emitted = new Set(events.flatMap(({ hops }) => Object.values(hops).flat()));
    return { exception, events, arriving: events.map((_, index) => index + 1).filter((one) => !emitted.has(one)) };
  });
  const all = kinds.flatMap(({ events }) => events);
  const names = [...new Set(all.flatMap(({ hops }) => Object.keys(hops)))].sort();
  const stages = names.map((name) => ({
    name,
    topics: [...new Set(all.filter(({ hops }) => name in hops).map(({ topic }) => topic))],
  }));
  return { kinds, stages, topics: [...new Set(all.map(({ topic }) => topic))] };
}

function scriptedEvent({ event_type, payload, hops }: EventRow): ScriptedEvent {
  return {
    type: event_type,
    topic: limitTopic(findEvent(event_type)?.topic ?? 'unknown'),
    payload,
    hops: Object.fromEntries(hops.map(([consumer, first, last]) => [consumer, stretch(first, last)])),
  };
}

const stretch = (first: number | null, last: number | null): number[] =>
  first === null || last === null ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);

const EVENTS = `
  select v.tenant_id, v.exception_id, v.sequence, v.event_type, v.payload::text as payload,
    coalesce((select json_agg(json_build_array(p.consumer, p.first_sequence, p.last_sequence))
      from event_processing p where p.event_time = v.created_at and p.event_id = v.event_id), '[]') as hops
  from unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id)
  join exception_event v using (tenant_id, exception_id)
  order by v.tenant_id, v.exception_id, v.sequence`;

const EXCEPTIONS = `
  select to_jsonb(e) as exception
  from unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id) join exception e using (tenant_id, exception_id)`;
