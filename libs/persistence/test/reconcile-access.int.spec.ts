import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { readCatalog } from '../src/access/catalog-access.ts';
import { EventLogRepository, SERVICE_ROLES, migrate } from '../src/index.ts';
import { type TestDatabase, createEmptyDatabase, createTestDatabase } from '../src/testing/index.ts';
import { accessLines, query } from './catalog-lines.ts';
import { aStoredEvent, noon } from './stored-event.builder.ts';

const TODAY = noon(0).toISOString().slice(0, 10).replaceAll('-', '');

describe('the access to a database', () => {
  let database: TestDatabase;
  let right: string[];

  beforeAll(async () => {
    database = await createTestDatabase();
    right = await accessLines(database.ownerUrl);
  });
  afterAll(() => database.drop());

  const reconcile = async (): Promise<string[]> => (await migrate(database.ownerUrl)).access;

  it.each([
    ['a grant is missing', 'revoke insert on exception_event from sentinai_triage'],
    ['a grant on columns is missing', 'revoke update on dead_letter_event from sentinai_governance'],
    ['the log could be changed', 'grant update, delete, truncate on exception_event to sentinai_triage'],
    ['a column could be read', 'grant select (hash) on api_key to sentinai_intake'],
    ['a grant on columns has become one on the table', 'grant update on api_key to sentinai_governance'],
    ['a grant could be passed on', 'grant select on exception to sentinai_triage with grant option'],
    [
      'a partition could be read past row-level security',
      `grant select on exception_event_${TODAY} to sentinai_triage`,
    ],
    ['everybody could read a table', 'grant select on tenant to public'],
    ['a sequence could be used', 'grant usage, select, update on sequence outbox_id_seq to sentinai_intake'],
    ['a role could create objects', 'grant create on schema public to sentinai_tool'],
    ['everybody could create objects', 'grant create on schema public to public'],
    ['a role could not use the schema', 'revoke usage on schema public from sentinai_tool'],
    [
      'a function is closed to a role',
      'revoke execute on function outbox_depth(varchar, integer) from sentinai_intake',
    ],
    ['a function is open to all', 'grant execute on function api_key_by_hash(bytea) to public'],
    ['row-level security is off', 'alter table exception disable row level security'],
    ['row-level security binds the owner', 'alter table exception force row level security'],
    ['a policy is gone', 'drop policy tenant_isolation on exception'],
    ['a policy shows all', 'alter policy tenant_isolation on exception using (true)'],
    ['a policy accepts all', 'alter policy tenant_isolation on exception with check (true)'],
    ['a policy is for one role only', 'alter policy tenant_isolation on exception to sentinai_triage'],
    ['there is another policy', 'create policy "Let me in" on exception for select using (true)'],
  ])('is mended when %s', async (_what, drift) => {
    await database.asOwner(drift);
    expect(await accessLines(database.ownerUrl)).not.toEqual(right);

    const changes = await reconcile();

    expect(changes).not.toEqual([]);
    expect(await accessLines(database.ownerUrl)).toEqual(right);
  });

  it('of a role that is not listed, of tables that are not listed, and of functions that are not, is none', async () => {
    const former = `sentinai_former_${randomBytes(4).toString('hex')}`;
    await database.asOwner(`
      create role ${former};
      grant usage on schema public to ${former};
      grant select on exception to ${former};
      create table own_table (tenant_id varchar(64));
      grant select on own_table to sentinai_triage;
      create function own_function() returns bigint language sql security definer as 'select count(*) from exception';
    `);

    await reconcile();

    const left = await accessLines(database.ownerUrl);
    await database.asOwner(`drop table own_table; drop function own_function(); drop role ${former}`);
    const added = left.filter((line) => !right.includes(line));
    expect(added).toEqual(['security of own_table: f f']);
  });

  it('notices roles that are more than a login', async () => {
    const mighty = `sentinai_mighty_${randomBytes(4).toString('hex')}`;
    await database.asOwner(`create role ${mighty} nologin superuser createdb createrole bypassrls replication`);

    const { roles } = await readCatalog({ query: (sql) => database.asOwner(sql) });

    await database.asOwner(`drop role ${mighty}`);
    expect(roles.find(({ name }) => name === mighty)?.missing).toEqual([
      ...['login', 'nosuperuser', 'nocreatedb', 'nocreaterole', 'nobypassrls', 'noreplication'],
    ]);
    expect(roles.find(({ name }) => name === 'sentinai_triage')?.missing).toEqual([]);
  });

  it('is left alone where it is not of the platform', async () => {
    const reporting = `reporting_${randomBytes(4).toString('hex')}`;
    await database.asOwner(`create role ${reporting}; grant select on exception to ${reporting}`);

    expect(await reconcile()).toEqual([]);

    expect(await accessLines(database.ownerUrl)).toContain(`relation exception: SELECT to ${reporting}`);
    await database.asOwner(`drop owned by ${reporting}; drop role ${reporting}`);
  });

  it('of partitions made later is through their parents', async () => {
    await reconcile();
    await database.asOwner('select ensure_partitions(1, 20)');
    const triage = await database.connect('sentinai_triage', { poolSize: 1 });

    await triage.run(['ACME'], (tx) => new EventLogRepository().append(tx, [aStoredEvent({ createdAt: noon(20) })]));

    const [row] = await database.asOwner<{ place: string }>(
      'select tableoid::regclass::text as place from exception_event',
    );
    expect(row?.place).toMatch(/^exception_event_\d{8}$/);
    const direct = triage.run(['ACME'], (tx) => tx.rows({ name: 'test.direct', text: `select from ${row?.place}` }));
    await expect(direct).rejects.toThrow('permission denied');
    expect(await reconcile()).toEqual([]);
  });
});

describe('while services work', () => {
  let database: TestDatabase;
  let worker: Client;

  /** A transaction holds the lock that a write takes, on every table. */
  beforeEach(async () => {
    database = await createTestDatabase();
    worker = new Client({ connectionString: database.ownerUrl });
    await worker.connect();
    const tables = await database.asOwner<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
         and relname <> 'schema_migration'`,
    );
    await worker.query(`begin; lock table ${tables.map(({ name }) => name).join(', ')} in row exclusive mode`);
  });
  afterEach(async () => {
    await worker.end();
    await database.drop();
  });

  /** Versions of the rows that any change of access rewrites. */
  const versions = (): Promise<unknown> =>
    query(
      database.ownerUrl,
      `select 'relation' as kind, oid, xmin::text from pg_class where relnamespace = 'public'::regnamespace
       union all select 'column', attrelid, xmin::text from pg_attribute where attacl is not null
       union all select 'policy', oid, xmin::text from pg_policy union all select 'function', oid, xmin::text from pg_proc
       union all select 'schema', oid, xmin::text from pg_namespace where nspname = 'public'
       order by 1, 2, 3`,
    );

  it('the right access is neither written nor locked', async () => {
    const before = await versions();

    expect((await migrate(database.ownerUrl)).access).toEqual([]);

    expect(await versions()).toEqual(before);
  });

  it('grants change without a wait', async () => {
    await database.asOwner(
      'grant delete on exception_event to sentinai_triage; revoke select on tenant from sentinai_tool',
    );

    expect((await migrate(database.ownerUrl)).access).toEqual([
      'revoke delete on table exception_event from sentinai_triage cascade',
      'grant select on table tenant to sentinai_tool',
    ]);
  });

  it('row-level security waits for a moment without writes; until then nothing changes', async () => {
    const right = await accessLines(database.ownerUrl);
    await worker.query('rollback');
    await database.asOwner(
      'alter table exception disable row level security; grant delete on exception to sentinai_tool',
    );
    await worker.query('begin; lock table exception in row exclusive mode');
    const wrong = await accessLines(database.ownerUrl);

    await expect(migrate(database.ownerUrl)).rejects.toThrow('The tables are in use, so their access stays as it is.');

    expect(await accessLines(database.ownerUrl)).toEqual(wrong);
    await worker.query('rollback');
    expect((await migrate(database.ownerUrl)).access).toHaveLength(2);
    expect(await accessLines(database.ownerUrl)).toEqual(right);
  });
});

it('is refused when the statements do not lead to it', async () => {
  const { ownerUrl, drop } = await createEmptyDatabase();
  await migrate(ownerUrl);
  // Grants again whatever is revoked.
  await query(
    ownerUrl,
    `create function undo() returns event_trigger language plpgsql as $$ begin
       grant delete on exception_event to sentinai_triage;
     end $$;
     create event trigger undoing on ddl_command_end when tag in ('REVOKE') execute function undo();
     grant delete on exception_event to sentinai_triage;`,
  );
  const wrong = await accessLines(ownerUrl);

  await expect(migrate(ownerUrl)).rejects.toThrow(
    'The database keeps another access than it is given. Left: revoke delete on table exception_event from sentinai_triage',
  );

  expect(await accessLines(ownerUrl)).toEqual(wrong);
  await drop();
});

it('is given by an owner that is no superuser and has the prefix of the platform, and leaves that owner its own', async () => {
  const { ownerUrl, drop } = await createEmptyDatabase();
  const { pathname, href } = new URL(ownerUrl);
  const owner = `sentinai_owner_${randomBytes(4).toString('hex')}`;
  const asOwner = Object.assign(new URL(href), { username: owner, password: 'secret' }).toString();
  const roles = SERVICE_ROLES.map((role) => `grant ${role} to ${owner} with admin true, inherit false`).join('; ');
  await query(
    ownerUrl,
    `create role ${owner} login createrole password 'secret'; ${roles}; alter database ${pathname.slice(1)} owner to ${owner};
     grant create on schema public to ${owner}`,
  );

  expect((await migrate(asOwner)).access).not.toEqual([]);

  const before = await accessLines(ownerUrl);
  expect(before).toContain(`schema public: CREATE to ${owner}`);
  expect((await migrate(ownerUrl)).access).toEqual([]);
  expect(await accessLines(ownerUrl)).toEqual(before);
  const others = (lines: string[]): string[] => lines.filter((line) => !line.includes(owner));
  const fresh = await createTestDatabase();
  expect(others(before)).toEqual(others(await accessLines(fresh.ownerUrl)));
  await fresh.drop();
  await drop();
  await query(process.env.DATABASE_URL ?? '', `drop role ${owner}`);
});
