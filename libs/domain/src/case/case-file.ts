/** What the runtime loads before an agent decides: everything the agent may read, and no way to act. */
import type { Actor, DataOf, EventDefinition, JsonObject } from '@sentinai/contracts';
import type { DomainConfig, Playbook } from '../packs/tenant-config.ts';
import type { ExceptionRecord } from './exception-record.ts';

export interface CaseFile {
  exception: ExceptionRecord;
  /** The tenant's active packs for this exception's domain, compiled. */
  config: DomainConfig;
  /** The playbook the exception runs, at the version it started with; null when none. */
  playbook: Playbook | null;
  /** The batch's clock. Agents have no other. */
  now: Date;
}

/** Facts of the exception that an agent wants to change. Its identity, stage and counters belong to the runtime. */
export type ExceptionPatch = Partial<
  Omit<
    ExceptionRecord,
    'tenantId' | 'exceptionId' | 'stage' | 'createdAt' | 'updatedAt' | 'eventCount' | 'eventsInFlight'
  >
>;

/** An event to store and publish; the runtime adds ids, time, tenant and causation. */
export interface EventToEmit {
  type: string;
  data: JsonObject;
  /** Default: the deciding agent. */
  actor?: Actor;
}

/** Returns an event to emit. The compiler checks its data against the event's contract. */
export const emit = <D extends EventDefinition>({ type }: D, data: DataOf<D>, actor?: Actor): EventToEmit =>
  actor ? { type, data, actor } : { type, data };

/** What an agent wants done: a patch to the exception, and events in order. Empty: nothing to do. */
export interface Decision {
  patch?: ExceptionPatch;
  events: readonly EventToEmit[];
}

export const NOTHING_TO_DO: Decision = { events: [] };
