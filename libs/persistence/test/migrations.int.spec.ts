import type { DataSource } from 'typeorm';
import { SERVICE_ROLES, type ServiceRole, createDataSource, migrate } from '../src/index.ts';
import { createEmptyDatabase } from '../src/testing/index.ts';
import { query } from './catalog-lines.ts';

const MIGRATIONS = [
  'TenantsAndRoles1763600000001',
  'Exceptions1763600000002',
  'PacksPlaybooksTools1763600000003',
  'Delivery1763600000004',
  'Isolation1763600000005',
  'Retries1763600000006',
  'Retention1763600000007',
  'FairOutbox1763600000008',
  'OutboxTraces1763600000011',
  'Measurements1763600000012',
  'InlineDocuments1763600000013',
  'Commands1763600000014',
  'TenantsAndPacks1763600000015',
  'Playbooks1763600000016',
  'ToolRuns1763600000017',
  'Cases1763600000018',
  'ApiKeys1763600000019',
  'RenewedKeys1763600000020',
  'DueTenants1763600000021',
  'OwnDomainPacks1763600000022',
  'Unreadable1763600000023',
  'Observers1763600000024',
  'Audit1763600000025',
  'ExceptionText1763600000026',
  'Redecisions1763600000027',
];

describe('migrations', () => {
  let ownerUrl: string;
  let drop: () => Promise<void>;

  beforeEach(async () => {
    ({ ownerUrl, drop } = await createEmptyDatabase());
  });
  afterEach(() => drop());

  it('bring an empty database up to date, once', async () => {
    expect((await migrate(ownerUrl)).applied).toEqual(MIGRATIONS);
    expect((await migrate(ownerUrl)).applied).toEqual([]);
    expect(await query(ownerUrl, 'select name from schema_migration order by id')).toEqual(
      MIGRATIONS.map((name) => ({ name })),
    );
  });

  it('run once when two jobs start at the same time', async () => {
    const reports = await Promise.all([migrate(ownerUrl), migrate(ownerUrl), migrate(ownerUrl)]);

    expect(reports.flatMap(({ applied }) => applied)).toEqual(MIGRATIONS);
  });

  it('go down to nothing, and up again', async () => {
    await migrate(ownerUrl);
    await withDataSource(ownerUrl, async (dataSource) => {
      for (let left = MIGRATIONS.length; left > 0; left -= 1) await dataSource.undoLastMigration();
    });

    expect(await objectsOf(ownerUrl)).toEqual(['schema_migration', 'schema_migration_id_seq']);
    expect((await migrate(ownerUrl)).applied).toEqual(MIGRATIONS);
  });

  it('leave nothing behind when the database refuses one', async () => {
    await query(ownerUrl, 'create table tool_execution (in_the_way integer)');

    await expect(migrate(ownerUrl)).rejects.toThrow('already exists');

    expect(await query(ownerUrl, 'select name from schema_migration order by id')).toHaveLength(2);
    expect(await query(ownerUrl, `select to_regclass('playbook') as playbook`)).toEqual([{ playbook: null }]);
  });

  it('give the entities the columns they name', async () => {
    await migrate(ownerUrl);
    const columns = await query(
      ownerUrl,
      `select table_name || '.' || column_name || (case is_nullable when 'YES' then '?' else '' end) as name
       from information_schema.columns where table_schema = 'public'`,
    );

    await withDataSource(ownerUrl, async ({ entityMetadatas }) => {
      for (const { tableName, columns: mapped } of entityMetadatas) {
        const names = mapped.map((column) => `${tableName}.${column.databaseName}${column.isNullable ? '?' : ''}`);
        expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
      }
    });
  });
});

describe('the roles', () => {
  const passwords = JSON.parse(process.env.SENTINAI_ROLE_PASSWORDS ?? '{}') as Record<ServiceRole, string>;

  it('exist after the migrations and connect with the passwords given', async () => {
    const { ownerUrl, drop } = await createEmptyDatabase();
    await migrate(ownerUrl, passwords);

    for (const role of SERVICE_ROLES) {
      expect(await query(urlFor(ownerUrl, role, passwords[role]), 'select current_user as me')).toEqual([{ me: role }]);
    }
    await drop();
  });

  it('belong to the server: databases on it may be migrated at the same time', async () => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => createEmptyDatabase()));

    const reports = await Promise.all(databases.map(({ ownerUrl }) => migrate(ownerUrl, passwords)));

    expect(reports.map(({ applied }) => applied)).toEqual(databases.map(() => MIGRATIONS));
    for (const { drop } of databases) await drop();
  });
});

function urlFor(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  return url.toString();
}

async function withDataSource(url: string, work: (dataSource: DataSource) => Promise<void>): Promise<void> {
  const dataSource = createDataSource({ url, poolSize: 2, applicationName: 'test' });
  await dataSource.initialize();
  try {
    await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

/** Everything in the schema that is not part of a table: relations, functions, types. */
async function objectsOf(url: string): Promise<unknown[]> {
  const rows = await query(
    url,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'i'
     union all select proname from pg_proc where pronamespace = 'public'::regnamespace
     union all select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'
     order by name`,
  );
  return rows.map(({ name }) => name);
}
