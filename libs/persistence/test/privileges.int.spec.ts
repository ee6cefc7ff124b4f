import {
  API_KEY_GRANTS,
  API_KEY_READERS,
  CASE_GRANTS,
  CIRCUIT_GRANTS,
  COMMAND_GRANTS,
  DUE_TENANT_GRANTS,
  GOVERNANCE_GRANTS,
  MEASUREMENT_GRANTS,
  RETRY_GRANTS,
  SERVICE_ROLES,
  STATE_GRANTS,
  TABLE_GRANTS,
} from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const ALL_GRANTS = [
  ...API_KEY_GRANTS,
  ...CASE_GRANTS,
  ...CIRCUIT_GRANTS,
  ...COMMAND_GRANTS,
  ...GOVERNANCE_GRANTS,
  ...MEASUREMENT_GRANTS,
  ...RETRY_GRANTS,
  ...STATE_GRANTS,
  ...TABLE_GRANTS,
];
const RETRYING = ['feedback', 'intake', 'playbook', 'policy', 'tool', 'triage'].map((name) => `sentinai_${name}`);

/** `sentinai_tool select exception` */
const grant = (role: string, privilege: string, table: string): string => `${role} ${privilege} ${table}`;

describe('a service role', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** The roles' effective privileges, by grant, membership or PUBLIC, including on partitions and internal tables. */
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

  it('may do what the lists of grants say, and nothing else', async () => {
    const granted = ALL_GRANTS.filter(({ columns }) => !columns).flatMap(({ table, privileges, roles }) =>
      privileges.split(', ').flatMap((privilege) => roles.map((role) => grant(role, privilege, table))),
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

  it('has the privileges on single columns that the lists say, and no others', async () => {
    const columns = await namesOf(
      `select distinct grantee::regrole || ' ' || lower(privilege_type) || ' ' || attrelid::regclass || '.' || attname as name
       from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl)
       where c.relnamespace = 'public'::regnamespace order by name`,
    );
    const granted = ALL_GRANTS.flatMap(({ table, privileges, columns: own, roles }) =>
      (own ?? []).flatMap((column) => roles.map((role) => grant(role, privileges, `${table}.${column}`))),
    );

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

    expect(rows.map(({ name }) => name).sort()).toEqual(
      [
        'sentinai_governance all_tenant_ids',
        'sentinai_governance ensure_partitions',
        'sentinai_governance newest_domain_pack_version',
        'sentinai_intake all_tenant_ids',
        'sentinai_ops_api all_tenant_ids',
        'sentinai_ops_api search_exceptions',
        'sentinai_playbook all_tenant_ids',
        'sentinai_sla_monitor all_tenant_ids',
        ...API_KEY_READERS.map((role) => `${role} api_key_by_hash`),
        'sentinai_tool all_tenant_ids',
        ...RETRYING.map((role) => `${role} tenants_with_due_events`),
        ...Object.entries(DUE_TENANT_GRANTS).flatMap(([name, roles]) =>
          roles.map((role) => `${role} ${name.replace(/\(.*/, '')}`),
        ),
      ].sort(),
    );
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
