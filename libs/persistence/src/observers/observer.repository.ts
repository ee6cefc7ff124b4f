/** Observers as their hosts see them: the gate of each batch, the list of observers, and the work on a rebuild. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import {
  type LogPosition,
  type ObserverRebuild,
  REBUILD_COLUMNS,
  type RebuildRow,
  rebuildFromRow,
} from './observer-rebuild.ts';

/** A step of a rebuild, from one position of the log to another. */
export interface RebuildAdvance {
  id: string;
  from: LogPosition;
  to: LogPosition;
  /** Number of events in between. */
  events: number;
  /** The process at work, and until when nobody else takes over. */
  worker: string;
  until: Date;
}

export class ObserverRepository {
  /**
   * Begins a batch of the observer: locks its keys until the transaction ends. Call it before anything is read.
   * @param keys in ascending order, so that two batches never wait for each other
   * @returns false while the observer is rebuilt
   */
  async begin(tx: Transaction, observer: string, keys: readonly number[]): Promise<boolean> {
    const [row] = await tx.rows<{ begun: boolean }>(BEGIN, [observer, keys]);
    return row?.begun ?? false;
  }

  /** Records that a process hosts the observer and is alive. */
  async announce(
    tx: Transaction,
    { name, consumes, lag, now }: { name: string; consumes: readonly string[]; lag: number | null; now: Date },
  ): Promise<void> {
    await tx.run(ANNOUNCE, [name, consumes, lag, now.toISOString()]);
  }

  /** Returns the observer's rebuild that has not ended. */
  async openRebuild(tx: Transaction, observer: string): Promise<ObserverRebuild | null> {
    const [row] = await tx.rows<RebuildRow>(OPEN_REBUILD, [observer]);
    return row ? rebuildFromRow(row) : null;
  }

  /**
   * Claims a rebuild until an instant, again if it has it already.
   * @returns false when another process works on it
   */
  async claimRebuild(
    tx: Transaction,
    { id, worker, now, until }: { id: string; worker: string; now: Date; until: Date },
  ): Promise<boolean> {
    return (await tx.run(CLAIM, [id, worker, now.toISOString(), until.toISOString()])) === 1;
  }

  /**
   * Starts a requested rebuild once the batches under way have ended; every later batch finds it running.
   * @param total events to observe; null: not counted
   */
  async startRebuild(tx: Transaction, { id, observer }: ObserverRebuild, total: number | null): Promise<boolean> {
    await tx.run(AWAIT_BATCHES, [observer]);
    return (await tx.run(START, [id, total])) === 1;
  }

  /**
   * Moves a running rebuild on, and locks it until the transaction ends. Call it first in the transaction that does the work.
   * @returns false when it is not where the caller believes: it was cancelled, or another process took over
   */
  async advanceRebuild(tx: Transaction, { id, from, to, events, worker, until }: RebuildAdvance): Promise<boolean> {
    const moved = await tx.run(ADVANCE, [
      id,
      from.tenantId,
      from.exceptionId,
      from.sequence,
      to.tenantId,
      to.exceptionId,
      to.sequence,
      events,
      worker,
      until.toISOString(),
    ]);
    return moved === 1;
  }

  /** Ends a running rebuild. @param fault why it failed; null when it is complete */
  async endRebuild(tx: Transaction, id: string, fault: string | null): Promise<void> {
    await tx.run(END, [id, fault === null ? 'completed' : 'failed', fault]);
  }

  /** Records why a rebuild makes no progress at present. */
  async noteFault(tx: Transaction, id: string, fault: string): Promise<void> {
    await tx.run(NOTE_FAULT, [id, fault]);
  }

  /** Returns the tenant after the given one; undefined after the last. */
  async nextTenant(tx: Transaction, after: string): Promise<string | undefined> {
    const [row] = await tx.rows<{ tenant_id: string }>(NEXT_TENANT, [after]);
    return row?.tenant_id;
  }
}

const BEGIN: Statement = { name: 'observer.begin', text: 'select begin_observation($1, $2::integer[]) as begun' };

const ANNOUNCE: Statement = {
  name: 'observer.announce',
  text: `
    insert into observer (name, consumes, lag, seen_at) values ($1, $2::text[], $3, $4::timestamptz)
    on conflict (name) do update
    set consumes = excluded.consumes, lag = excluded.lag, seen_at = greatest(observer.seen_at, excluded.seen_at)`,
};

const OPEN_REBUILD: Statement = {
  name: 'observer.open_rebuild',
  text: `select ${REBUILD_COLUMNS} from observer_rebuild where observer = $1 and state in ('requested', 'running')`,
};

// A row that is locked is being worked on, whatever its claim says.
const CLAIM: Statement = {
  name: 'observer.claim_rebuild',
  text: `
    with free as (
      select id from observer_rebuild
      where id = $1 and state in ('requested', 'running')
        and (claimed_by is null or claimed_by = $2::uuid or claimed_until < $3::timestamptz)
      for update skip locked
    )
    update observer_rebuild r set claimed_by = $2::uuid, claimed_until = $4::timestamptz
    from free where r.id = free.id`,
};

const AWAIT_BATCHES: Statement = {
  name: 'observer.await_batches',
  text: 'select pg_advisory_xact_lock(hashtext($1), -1)',
};

const START: Statement = {
  name: 'observer.start_rebuild',
  text: `
    update observer_rebuild set state = 'running', started_at = now(), updated_at = now(), events_total = $2, error = null
    where id = $1 and state = 'requested'`,
};

// A process that freezes in the middle of a step loses its connection, and with it the lock, after a minute.
const ADVANCE: Statement = {
  name: 'observer.advance_rebuild',
  text: `
    with patience as (select set_config('idle_in_transaction_session_timeout', '60000', true))
    update observer_rebuild r
    set at_tenant = $5, at_exception = $6, at_sequence = $7, events_done = events_done + $8, updated_at = now(),
      claimed_by = $9::uuid, claimed_until = $10::timestamptz, error = null
    from patience
    where id = $1 and state = 'running' and at_tenant = $2 and at_exception = $3 and at_sequence = $4`,
};

const END: Statement = {
  name: 'observer.end_rebuild',
  text: `
    update observer_rebuild set state = $2, error = $3, ended_at = now(), updated_at = now(), claimed_by = null
    where id = $1 and state in ('requested', 'running')`,
};

const NOTE_FAULT: Statement = {
  name: 'observer.note_fault',
  text: `update observer_rebuild set error = $2 where id = $1 and state in ('requested', 'running')`,
};

const NEXT_TENANT: Statement = {
  name: 'observer.next_tenant',
  text: 'select tenant_id from all_tenant_ids() as tenant_id where tenant_id > $1 order by tenant_id limit 1',
};
