/** Saved views: named filters of the exception list, private to one person or shared with the whole tenant. */
import type { Statement, Transaction } from '@sentinai/persistence';

/** Query parameters of a list, as they appear in a URL. */
export type ViewQuery = Record<string, string | string[]>;

export interface SavedView {
  tenantId: string;
  viewId: string;
  name: string;
  /** Subject of the person who owns the view. */
  owner: string;
  shared: boolean;
  query: ViewQuery;
  createdAt: Date;
  updatedAt: Date;
}

export class SavedViewRepository {
  /** Returns the views the person may see (their own and the shared ones), ordered by name. */
  async visibleTo(tx: Transaction, tenantId: string, subject: string): Promise<SavedView[]> {
    return tx.rows<SavedView>(VISIBLE, [tenantId, subject]);
  }

  /** Null when no such view is visible to the person. Locks nothing. */
  async find(tx: Transaction, tenantId: string, viewId: string, subject: string): Promise<SavedView | null> {
    const [view] = await tx.rows<SavedView>(FIND, [tenantId, viewId, subject]);
    return view ?? null;
  }

  /** Returns how many views the person owns. */
  async count(tx: Transaction, tenantId: string, owner: string): Promise<number> {
    const [row] = await tx.rows<{ views: number }>(COUNT, [tenantId, owner]);
    return row?.views ?? 0;
  }

  /** Creates the view; false when its owner already has one of that name. */
  async insert(tx: Transaction, view: SavedView): Promise<boolean> {
    return (await tx.run(INSERT, valuesOf(view))) === 1;
  }

  /** Updates name, sharing and query; false when its owner has another view of that name. */
  async update(tx: Transaction, view: SavedView): Promise<boolean> {
    return (await tx.run(UPDATE, valuesOf(view))) === 1;
  }

  async remove(tx: Transaction, tenantId: string, viewId: string): Promise<void> {
    await tx.run(REMOVE, [tenantId, viewId]);
  }
}

const valuesOf = (view: SavedView): unknown[] => [
  view.tenantId,
  view.viewId,
  view.name,
  view.owner,
  view.shared,
  JSON.stringify(view.query),
  view.createdAt.toISOString(),
  view.updatedAt.toISOString(),
];

const COLUMNS = `tenant_id as "tenantId", view_id as "viewId", name, owner, shared, query, created_at as "createdAt",
  updated_at as "updatedAt"`;

const VISIBLE: Statement = {
  name: 'saved_view.visible',
  text: `
    select ${COLUMNS} from saved_view
    where tenant_id = $1 and (owner = $2 or shared)
    order by name, view_id`,
};

const FIND: Statement = {
  name: 'saved_view.find',
  text: `select ${COLUMNS} from saved_view where tenant_id = $1 and view_id = $2 and (owner = $3 or shared)`,
};

const COUNT: Statement = {
  name: 'saved_view.count',
  text: 'select count(*)::integer as views from saved_view where tenant_id = $1 and owner = $2',
};

const INSERT: Statement = {
  name: 'saved_view.insert',
  text: `
    insert into saved_view (tenant_id, view_id, name, owner, shared, query, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (tenant_id, owner, name) do nothing`,
};

const UPDATE: Statement = {
  name: 'saved_view.update',
  text: `
    update saved_view set name = $3, shared = $5, query = $6, updated_at = $8
    where tenant_id = $1 and view_id = $2 and owner = $4 and $7::timestamptz is not null and not exists (
      select from saved_view other
      where other.tenant_id = $1 and other.owner = $4 and other.name = $3 and other.view_id <> $2::uuid
    )`,
};

const REMOVE: Statement = {
  name: 'saved_view.remove',
  text: 'delete from saved_view where tenant_id = $1 and view_id = $2',
};
