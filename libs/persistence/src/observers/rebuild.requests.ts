/** Rebuilds as people see them: the observers, requests for a rebuild, and its progress. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { type ObserverRebuild, REBUILD_COLUMNS, type RebuildRow, rebuildFromRow } from './observer-rebuild.ts';

export interface ObserverState {
  name: string;
  consumes: string[];
  /** Records that its consumer group has yet to read; null: unknown. */
  lag: number | null;
  /** Seconds since a process that hosts it was last alive. */
  silentSeconds: number;
  /** Its newest rebuild. */
  rebuild: ObserverRebuild | null;
}

export class RebuildRequests {
  /** Returns every observer that a process ever hosted, by name. */
  async observers(tx: Transaction): Promise<ObserverState[]> {
    const rows = await tx.rows<ObserverRow>(OBSERVERS);
    return rows.map((row) => ({
      name: row.name,
      consumes: row.consumes,
      lag: row.lag === null ? null : Number(row.lag),
      silentSeconds: Number(row.silent_seconds),
      rebuild: row.id === null ? null : rebuildFromRow(row as RebuildRow),
    }));
  }

  /**
   * Requests a rebuild.
   * @returns its id; null when the observer has one that has not ended
   * @throws a foreign-key violation for an unknown observer
   */
  async request(
    tx: Transaction,
    { observer, from, by }: { observer: string; from: Date; by: string },
  ): Promise<string | null> {
    const [row] = await tx.rows<{ id: string }>(REQUEST, [observer, from.toISOString(), by]);
    return row?.id ?? null;
  }

  async find(tx: Transaction, id: string): Promise<ObserverRebuild | null> {
    const [row] = await tx.rows<RebuildRow>(FIND, [id]);
    return row ? rebuildFromRow(row) : null;
  }

  /** Cancels a rebuild after its current step. @returns false when it had ended */
  async cancel(tx: Transaction, id: string): Promise<boolean> {
    return (await tx.run(CANCEL, [id])) === 1;
  }
}

interface ObserverRow extends Omit<RebuildRow, 'id'> {
  id: string | null;
  name: string;
  consumes: string[];
  lag: string | null;
  silent_seconds: number;
}

const OBSERVERS: Statement = {
  name: 'rebuild.observers',
  text: `
    select o.name, o.consumes, o.lag, greatest(0, extract(epoch from now() - o.seen_at))::double precision as silent_seconds, r.*
    from observer o
    left join lateral (
      select ${REBUILD_COLUMNS} from observer_rebuild where observer = o.name order by id desc limit 1
    ) as r on true
    order by o.name`,
};

const REQUEST: Statement = {
  name: 'rebuild.request',
  text: `
    insert into observer_rebuild (observer, from_time, requested_by) values ($1, $2::timestamptz, $3)
    on conflict (observer) where state in ('requested', 'running') do nothing
    returning id`,
};

const FIND: Statement = { name: 'rebuild.find', text: `select ${REBUILD_COLUMNS} from observer_rebuild where id = $1` };

const CANCEL: Statement = {
  name: 'rebuild.cancel',
  text: `
    update observer_rebuild set state = 'cancelled', ended_at = now(), updated_at = now()
    where id = $1 and state in ('requested', 'running')`,
};
