/** A rebuild of an observer's tables from the event log, and its progress. */

/** `requested` → `running` → `completed`, `failed` or `cancelled`. */
export type RebuildState = 'requested' | 'running' | 'completed' | 'failed' | 'cancelled';

/** Position in the log of exceptions, by tenant, exception and sequence. An exception id '' precedes all exceptions of the tenant. */
export interface LogPosition {
  tenantId: string;
  exceptionId: string;
  sequence: number;
}

export interface ObserverRebuild {
  id: string;
  observer: string;
  /** Events of this time or later are observed again; the epoch: all. */
  from: Date;
  state: RebuildState;
  requestedBy: string;
  requestedAt: Date;
  startedAt: Date | null;
  updatedAt: Date;
  endedAt: Date | null;
  /** The last event that was observed again. */
  position: LogPosition;
  eventsDone: number;
  /** Events to observe, as counted at the start; null when counting would have taken too long. */
  eventsTotal: number | null;
  /** The last fault; null when there was none since the last progress. */
  error: string | null;
}

export interface RebuildRow {
  id: string;
  observer: string;
  from_time: Date;
  state: RebuildState;
  requested_by: string;
  requested_at: Date;
  started_at: Date | null;
  updated_at: Date;
  ended_at: Date | null;
  at_tenant: string;
  at_exception: string;
  at_sequence: number;
  events_done: string;
  events_total: string | null;
  error: string | null;
}

export const REBUILD_COLUMNS = `id, observer, from_time, state, requested_by, requested_at, started_at, updated_at, ended_at,
  at_tenant, at_exception, at_sequence, events_done, events_total, error`;

export const rebuildFromRow = (row: RebuildRow): ObserverRebuild => ({
  id: row.id,
  observer: row.observer,
  from: row.from_time,
  state: row.state,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  startedAt: row.started_at,
  updatedAt: row.updated_at,
  endedAt: row.ended_at,
  position: { tenantId: row.at_tenant, exceptionId: row.at_exception, sequence: row.at_sequence },
  eventsDone: Number(row.events_done),
  eventsTotal: row.events_total === null ? null : Number(row.events_total),
  error: row.error,
});
