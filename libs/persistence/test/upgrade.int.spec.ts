import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataSource, migrate } from '../src/index.ts';
import { type TestDatabase, createEmptyDatabase, createTestDatabase } from '../src/testing/index.ts';
import { accessLines, query } from './catalog-lines.ts';
import { type TableColumn, insertRow, tenantTables } from './table-rows.ts';

/** The last migration of the time when migrations granted. */
const LAST = 'Unreadable1763600000023';
const ACCESS = readFileSync(join(import.meta.dirname, 'fixtures', 'access-0023.sql'), 'utf8');

describe('a database of the release before the access table, with rows', () => {
  let fresh: TestDatabase;
  let ownerUrl: string;
  let drop: () => Promise<void>;
  let tables: Map<string, TableColumn[]>;

  beforeAll(async () => {
    fresh = await createTestDatabase();
  });
  afterAll(() => fresh.drop());
  beforeEach(async () => {
    ({ ownerUrl, drop } = await createEmptyDatabase());
    await migrateThrough(ownerUrl, LAST);
    await query(ownerUrl, ACCESS);
    tables = await tenantTables({ asOwner: (sql) => query(ownerUrl, sql) });
    await fill(ownerUrl, tables);
  });
  afterEach(() => drop());

  /** All rows of each table, in the columns that it had before the upgrade. */
  const contents = async (): Promise<Map<string, unknown[]>> => {
    const entries = [...tables].map(async ([table, columns]): Promise<[string, unknown[]]> => {
      const names = columns.map(({ name }) => `"${name}"`).join(', ');
      const rows = await query(
        ownerUrl,
        `select to_json(r) as row from (select ${names} from ${table}) as r order by 1::text`,
      );
      return [table, rows];
    });
    return new Map(await Promise.all(entries));
  };

  it('keeps its rows and gets the access of a new database', async () => {
    const before = await contents();

    await migrate(ownerUrl);

    expect([...before.values()].every((rows) => rows.length >= 2)).toBe(true);
    expect(before.size).toBeGreaterThanOrEqual(22);
    expect(await contents()).toEqual(before);
    expect(await accessLines(ownerUrl)).toEqual(await accessLines(fresh.ownerUrl));
  });

  it('finds its exceptions by their texts', async () => {
    await query(
      ownerUrl,
      `update exception set entity = 'Northwind Ltd', title = 'Late delivery' where tenant_id = 'A'`,
    );

    await migrate(ownerUrl);

    const found = (text: string) =>
      query(
        ownerUrl,
        `select exception_id from set_config('app.tenants', 'A', false) as tenant,
           search_exceptions(tenant, '%${text}%', null, null, 10) as exception_id order by 1`,
      );
    const texts = await query(
      ownerUrl,
      `select e.exception_id, content = e.exception_id || E'\\nNorthwind Ltd\\nLate delivery' as whole, t.created_at = e.created_at as dated
       from exception e left join exception_text t using (tenant_id, exception_id) where tenant_id = 'A' order by 1`,
    );
    expect(texts).toMatchObject([
      { whole: true, dated: true },
      { whole: true, dated: true },
    ]);
    await query(ownerUrl, `delete from exception`);
    expect(await found('late deliv')).toEqual(texts.map(({ exception_id }) => ({ exception_id })));
    expect(await found('early')).toEqual([]);
  });

  it('is upgraded once: the next run changes nothing', async () => {
    await migrate(ownerUrl);

    expect(await migrate(ownerUrl)).toEqual({ applied: [], access: [] });
  });

  it('loses grants that somebody added by hand, and gets back those that somebody took away', async () => {
    await query(
      ownerUrl,
      `grant delete on exception_event to sentinai_governance; grant update (payload) on exception_event to sentinai_tool;
       revoke all on outbox from sentinai_intake; alter table tenant disable row level security`,
    );

    await migrate(ownerUrl);

    expect(await accessLines(ownerUrl)).toEqual(await accessLines(fresh.ownerUrl));
  });
});

/** Applies the migrations up to this one, and nothing else. */
async function migrateThrough(url: string, last: string): Promise<void> {
  const source = createDataSource({ url, poolSize: 1, applicationName: 'test' });
  await source.initialize();
  const all = source.migrations;
  const count = all.findIndex(({ constructor, name = constructor.name }) => name === last) + 1;
  if (count === 0) throw new Error(`There is no migration ${last}`);
  Object.assign(source, { migrations: all.slice(0, count) });
  await source.runMigrations();
  await source.destroy();
}

/** Two rows of each of two tenants in every table; in `tenant` one each. */
async function fill(url: string, tables: ReadonlyMap<string, TableColumn[]>): Promise<void> {
  const rows = [...tables].flatMap(([table, columns]) =>
    (table === 'tenant' ? ['A', 'B'] : ['A', 'A', 'B', 'B']).map((tenant) => insertRow(table, columns, tenant)),
  );
  // The made-up rows refer to nothing that exists.
  await query(url, `set session_replication_role = replica; ${rows.join('; ')}`);
}
