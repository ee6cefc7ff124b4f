/** Formats observers and their rebuilds for people, and as JSON. Pure. */
import type { ObserverRebuild, ObserverState } from '@sentinai/persistence';
import { plainTable } from '../table.ts';

/** A host announces itself every five seconds. */
const SILENT_SECONDS = 20;
const EPOCH = 0;

export const isHosted = ({ silentSeconds }: ObserverState): boolean => silentSeconds < SILENT_SECONDS;

export function observerTable(observers: readonly ObserverState[]): string {
  const rows = plainTable(['observer', 'host', 'lag', 'last rebuild'], { compact: true });
  for (const observer of observers) {
    const { name, lag, rebuild } = observer;
    rows.push([name, hostText(observer), lag ?? 'unknown', rebuild ? rebuildText(rebuild) : 'none']);
  }
  return rows.toString();
}

/** Returns the state of a rebuild in one line. */
export function rebuildText(rebuild: ObserverRebuild): string {
  const { state, requestedAt, endedAt, from, error } = rebuild;
  const since = from.getTime() === EPOCH ? 'from the beginning' : `from ${from.toISOString()}`;
  const when = endedAt ? `${state} ${endedAt.toISOString()}` : `${state}, requested ${requestedAt.toISOString()}`;
  return [when, since, progressText(rebuild), error ?? []].flat().join(', ');
}

/** Returns how far a rebuild is: `1200 of 4800 events (25 %)`. Events that arrive meanwhile can make it more than were counted. */
export function progressText({ eventsDone, eventsTotal, state }: ObserverRebuild): string {
  if (state === 'completed' || eventsTotal === null) return `${eventsDone} events`;
  const total = Math.max(eventsTotal, eventsDone);
  const percent = total === 0 ? 0 : Math.floor((eventsDone / total) * 100);
  return `${eventsDone} of ${total} events (${percent} %)`;
}

/** Returns the expected remaining time, at the pace so far; undefined while there is no telling. */
export function remainingText({ eventsDone, eventsTotal, startedAt, updatedAt }: ObserverRebuild): string | undefined {
  if (!startedAt || eventsTotal === null || eventsDone === 0) return undefined;
  const perEventMs = (updatedAt.getTime() - startedAt.getTime()) / eventsDone;
  return `about ${durationText(Math.max(0, eventsTotal - eventsDone) * perEventMs)} left`;
}

/** Returns a duration in its two largest units: `3 h 20 min`. */
export function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

export const observerJson = ({ rebuild, ...observer }: ObserverState): object => ({
  name: observer.name,
  consumes: observer.consumes,
  lag: observer.lag,
  silent_seconds: Math.round(observer.silentSeconds),
  rebuild: rebuild && rebuildJson(rebuild),
});

export const rebuildJson = (rebuild: ObserverRebuild): object => ({
  id: rebuild.id,
  observer: rebuild.observer,
  state: rebuild.state,
  from: rebuild.from.toISOString(),
  requested_by: rebuild.requestedBy,
  requested_at: rebuild.requestedAt.toISOString(),
  ended_at: rebuild.endedAt?.toISOString() ?? null,
  events_done: rebuild.eventsDone,
  events_total: rebuild.eventsTotal,
  tenant: rebuild.position.tenantId || null,
  error: rebuild.error,
});

export const hostText = (observer: ObserverState): string =>
  isHosted(observer) ? 'alive' : `silent for ${durationText(observer.silentSeconds * 1_000)}`;
