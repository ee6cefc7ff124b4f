import { FUNCTIONS, SERVICE_ROLES, TABLES, type TableAccess } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const PRIVILEGES = ['select', 'insert', 'update', 'delete'] as const;

/** `sentinai_tool select exception` */
const grant = (role: string, privilege: string, table: string): string => `${role} ${privilege} ${table}`;

describe('a service role', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** What the roles can do, by grant, membership or as everybody; partitions and internal tables included. */
  const effectivePrivileges = async (privileges: readonly string[]): Promise<string[]> => {
    const rows = await database.asOwner<{ role: string; privilege: string; relation: string }>(
      `select role, lower(privilege) as privilege, c.relname as relation
       from unnest($1::text[]) as role, unnest($2::text[]) as privilege, pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
         and has_table_privilege(role, c.oid, privilege)`,
      [SERVICE_ROLES, privileges],
    );
    return rows.map(({ role, privilege, relation }) => grant(role, privilege, relation)).sort();
  };
  const namesOf = async (sql: string): Promise<string[]> =>
    (await database.asOwner<{ name: string }>(sql)).map(({ name }) => name);

  it('may do what the access table says, and nothing else', async () => {
    const granted = Object.entries(TABLES).flatMap(([table, access]) =>
      PRIVILEGES.flatMap((privilege) => (access[privilege] ?? []).map((role) => grant(role, privilege, table))),
    );

    expect(
      await effectivePrivileges([
        'SELECT',
        'INSERT',
        'UPDATE',
        'DELETE',
        'TRUNCATE',
        'REFERENCES',
        'TRIGGER',
        'MAINTAIN',
      ]),
    ).toEqual([...new Set(granted)].sort());
  });

  it('has the privileges on single columns that the table says, and no others', async () => {
    const columns = await namesOf(
      `select distinct grantee::regrole || ' ' || lower(privilege_type) || ' ' || attrelid::regclass || '.' || attname as name
       from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl)
       where c.relnamespace = 'public'::regnamespace order by name`,
    );
    const granted = Object.entries(TABLES).flatMap(([table, access]) => columnGrants(table, access));

    expect(columns.sort()).toEqual([...new Set(granted)].sort());
  });

  it('can append to the event log and never change it', async () => {
    const privileges = await effectivePrivileges(['UPDATE', 'DELETE', 'TRUNCATE']);

    expect(privileges.filter((name) => name.includes('exception_event'))).toEqual([]);
  });

  it('reaches the logs through their parents only, never a partition past row-level security', async () => {
    const partitions = await namesOf(`select c.relname as name from pg_class c where c.relispartition`);
    const privileges = await effectivePrivileges(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

    expect(partitions.length).toBeGreaterThan(30);
    expect(privileges.filter((name) => partitions.includes(name.split(' ')[2] ?? ''))).toEqual([]);
  });

  it('runs only the functions meant for it', async () => {
    const rows = await database.asOwner<{ name: string }>(
      `select role || ' ' || proname as name from unnest($1::text[]) as role, pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege(role, p.oid, 'EXECUTE')
       order by name`,
      [SERVICE_ROLES],
    );

    const listed = Object.entries(FUNCTIONS).flatMap(([name, roles]) => roles.map((role) => `${role} ${name}`));
    expect(rows.map(({ name }) => name).sort()).toEqual(listed.sort());
  });

  it('is nothing but a login: no superuser, no way past row-level security, no role of another, nothing to create', async () => {
    const roles = await database.asOwner<Record<string, unknown>>(
      `select rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication,
         has_schema_privilege(oid, 'public', 'CREATE') as creates,
         (select count(*)::integer from pg_auth_members where member = r.oid) as memberships,
         (select count(*)::integer from pg_class where relowner = r.oid) as owns
       from pg_roles r where rolname = any ($1) order by rolname`,
      [SERVICE_ROLES],
    );

    expect(roles).toEqual(
      [...SERVICE_ROLES].sort().map((rolname) => ({
        rolname,
        rolcanlogin: true,
        rolsuper: false,
        rolcreatedb: false,
        rolcreaterole: false,
        rolbypassrls: false,
        rolreplication: false,
        creates: false,
        memberships: 0,
        owns: 0,
      })),
    );
  });
});

const columnGrants = (table: string, { columns = [] }: TableAccess): string[] =>
  columns.flatMap((one) =>
    (['select', 'update'] as const).flatMap((privilege) =>
      (one[privilege] ?? []).flatMap((column) => one.roles.map((role) => grant(role, privilege, `${table}.${column}`))),
    ),
  );
