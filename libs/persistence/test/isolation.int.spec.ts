import { Client, type QueryResult } from 'pg';
import { SERVICE_ROLES, type ServiceRole, TABLES } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { type TableColumn, insertRow, tenantTables } from './table-rows.ts';

const TENANT_COLUMN = 'tenant_id';
/** Tables in which a row without a tenant is there for all of them. */
const SHARED_TOO = ['tool_definition', 'domain_pack_version'];

describe('row-level security', () => {
  let database: TestDatabase;
  let tables: Map<string, TableColumn[]>;

  /** Two rows of each of the tenants A and B in every table that has tenants. */
  beforeAll(async () => {
    database = await createTestDatabase();
    tables = await tenantTables(database);
    // The made-up rows refer to nothing that exists.
    await database.asOwner('set session_replication_role = replica');
    for (const [table, columns] of tables) {
      for (const tenant of table === 'tenant' ? ['A', 'B'] : ['A', 'A', 'B', 'B']) {
        await database.asOwner(insertRow(table, columns, tenant));
      }
    }
    await database.asOwner(
      `insert into tool_definition (domain, name, version, type, config, content_hash) values ('d', 'shared', 1, 'rest', '{}', '')`,
    );
    await database.asOwner(
      `insert into domain_pack_version (domain, version, pack_json, original, content_hash, created_by)
       values ('d', 1, '{}', '{}', '', '')`,
    );
  });
  afterAll(() => database.drop());

  it('is on for every table with tenants', async () => {
    const rows = await database.asOwner<{ relname: string; relrowsecurity: boolean }>(
      'select relname, relrowsecurity from pg_class where relname = any ($1)',
      [[...tables.keys()]],
    );

    const withTenants = Object.keys(TABLES).filter((table) => TABLES[table]?.rows !== 'of no tenant');
    expect([...tables.keys()].sort()).toEqual(withTenants.sort());
    expect(rows.filter(({ relrowsecurity }) => !relrowsecurity)).toEqual([]);
  });

  describe.each(SERVICE_ROLES)('for %s', (role) => {
    let client: Client;

    beforeAll(async () => {
      client = new Client({ connectionString: database.urlFor(role) });
      await client.connect();
    });
    afterAll(() => client.end());

    /** Runs one statement in a transaction that names the tenants, and undoes it. Null: none were ever named. */
    const attempt = async (tenants: string | null, sql: string): Promise<QueryResult<Record<string, unknown>>> => {
      await client.query('begin');
      try {
        if (tenants !== null) await client.query(`select set_config('app.tenants', $1, true)`, [tenants]);
        return await client.query<Record<string, unknown>>(sql);
      } finally {
        await client.query('rollback');
      }
    };
    const tenantsSeen = async (tenants: string | null, table: string): Promise<unknown[]> => {
      const { rows } = await attempt(tenants, `select distinct ${TENANT_COLUMN} as tenant from ${table} order by 1`);
      return rows.map(({ tenant }) => tenant);
    };
    const tablesWith = (privilege: string): Promise<string[]> => allowed(database, role, privilege, tables);
    const refused = { code: '42501', message: expect.stringContaining('row-level security') };

    it('shows the rows of the tenants that the transaction names', async () => {
      for (const table of await tablesWith('SELECT')) {
        const shared = SHARED_TOO.includes(table) ? [null] : [];
        expect([table, await tenantsSeen('A', table)]).toEqual([table, ['A', ...shared]]);
        expect([table, await tenantsSeen('B,A', table)]).toEqual([table, ['A', 'B', ...shared]]);
      }
    });

    it('shows nothing when it names none, or names others', async () => {
      for (const table of await tablesWith('SELECT')) {
        const shared = SHARED_TOO.includes(table) ? [null] : [];
        for (const tenants of [null, '', 'C', '*', '%', 'a', 'A ', 'AB']) {
          expect([table, tenants, await tenantsSeen(tenants, table)]).toEqual([table, tenants, shared]);
        }
      }
    });

    it('refuses rows of another tenant', async () => {
      for (const table of await tablesWith('INSERT')) {
        const columns = tables.get(table) ?? [];
        await expect(attempt('A', insertRow(table, columns, 'B'))).rejects.toMatchObject(refused);
        await expect(attempt(null, insertRow(table, columns, 'A'))).rejects.toMatchObject(refused);
      }
    });

    it('changes no row of another tenant, and gives none away', async () => {
      for (const table of await tablesWith('UPDATE')) {
        const give = `update ${table} set ${TENANT_COLUMN} = `;
        expect((await attempt('A', `${give} ${TENANT_COLUMN} where ${TENANT_COLUMN} = 'B'`)).rowCount).toBe(0);
        expect((await attempt(null, `${give} ${TENANT_COLUMN}`)).rowCount).toBe(0);
        await expect(attempt('A', `${give} 'B' where ${TENANT_COLUMN} = 'A'`)).rejects.toMatchObject(refused);
      }
    });

    it('deletes no row of another tenant', async () => {
      for (const table of await tablesWith('DELETE')) {
        expect((await attempt('A', `delete from ${table} where ${TENANT_COLUMN} = 'B'`)).rowCount).toBe(0);
        expect((await attempt('A', `delete from ${table}`)).rowCount).toBe(2);
        expect((await attempt(null, `delete from ${table}`)).rowCount).toBe(0);
      }
    });

    it('cannot be switched off', async () => {
      await client.query('set row_security = off');
      await expect(attempt('A', 'select * from exception')).rejects.toThrow('row-level security');
      await client.query('reset row_security');
      await expect(attempt('A', 'alter table exception disable row level security')).rejects.toThrow('must be owner');
      await expect(attempt('A', 'set session_replication_role = replica')).rejects.toThrow('permission denied');
    });

    it('forgets the tenants with the transaction', async () => {
      await client.query('begin');
      await client.query(`select set_config('app.tenants', 'A', true)`);
      await client.query('commit');

      expect((await client.query('select * from exception')).rows).toEqual([]);
    });
  });

  it('lets no tenant make a tool for all of them', async () => {
    const client = new Client({ connectionString: database.urlFor('sentinai_governance') });
    await client.connect();
    await client.query(`select set_config('app.tenants', 'A', false)`);

    await expect(
      client.query(
        `insert into tool_definition (domain, name, version, type, config, content_hash) values ('d', 'mine', 1, 'rest', '{}', '')`,
      ),
    ).rejects.toThrow('row-level security');
    await client.end();
  });
});

async function allowed(
  database: TestDatabase,
  role: ServiceRole,
  privilege: string,
  tables: Map<string, TableColumn[]>,
): Promise<string[]> {
  const rows = await database.asOwner<{ table: string }>(
    'select name as table from unnest($1::text[]) as name where has_table_privilege($2, name, $3)',
    [[...tables.keys()], role, privilege],
  );
  return rows.map(({ table }) => table);
}
