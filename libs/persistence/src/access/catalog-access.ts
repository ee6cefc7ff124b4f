/** Reads from PostgreSQL's catalogs who has which access to the database. Reading locks no table. */
import { ROW_POLICIES, type RowPolicy } from './access-table.ts';

/** What a query runner of TypeORM and a client of `pg` have in common. */
export interface CatalogReader {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

export interface CatalogAccess {
  roles: CatalogRole[];
  tables: CatalogTable[];
  policies: CatalogPolicy[];
  functions: CatalogFunction[];
  /** Grants to the platform's roles and to `public`. */
  grants: CatalogGrant[];
}

/** A role with the platform's prefix; also one that the access table no longer lists. */
export interface CatalogRole {
  name: string;
  /** Attributes that would make it nothing but a login, such as `nosuperuser`. */
  missing: string[];
}

export interface CatalogTable {
  name: string;
  /** Whether row-level security is enabled, and whether it also binds the owner. */
  secured: boolean;
  forced: boolean;
}

export interface CatalogPolicy {
  table: string;
  name: string;
  /** Everything that a policy consists of, in PostgreSQL's own spelling. */
  definition: string;
}

export interface CatalogFunction {
  name: string;
  /** Name with argument types; unique, unlike the name. */
  signature: string;
  /** Whether it runs with its owner's rights. */
  definer: boolean;
}

export interface CatalogGrant {
  /** As in a GRANT: `table exception`, `function all_tenant_ids()`, `sequence outbox_id_seq`, `schema public`. */
  object: string;
  privilege: string;
  /** Null: on the whole object. */
  column: string | null;
  /** A role, or `public`. */
  role: string;
  /** Whether the role may pass it on. */
  grantable: boolean;
}

export async function readCatalog(reader: CatalogReader): Promise<CatalogAccess> {
  const read = async <T>(sql: string): Promise<T[]> => (await reader.query(sql)) as T[];
  return {
    roles: await read<CatalogRole>(ROLES),
    tables: await read<CatalogTable>(TABLES),
    policies: await read<CatalogPolicy>(policiesOf(IN_SCHEMA)),
    functions: await read<CatalogFunction>(FUNCTIONS),
    grants: await read<CatalogGrant>(GRANTS),
  };
}

/**
 * Returns each row policy as this version of PostgreSQL spells it, which can differ from the text it was created with. It creates the
 * policies on a temporary table and rolls back.
 */
export async function spellPolicies(reader: CatalogReader): Promise<Record<RowPolicy, string>> {
  const creations = Object.entries(ROW_POLICIES).map(
    ([name, { using, check }]) => `create policy "${name}" on ${PROBE} using (${using}) with check (${check})`,
  );
  try {
    await reader.query(`begin; create temporary table ${PROBE} (tenant_id varchar(64)); ${creations.join('; ')}`);
    const policies = (await reader.query(policiesOf(`c.oid = 'pg_temp.${PROBE}'::regclass`))) as CatalogPolicy[];
    return Object.fromEntries(policies.map(({ name, definition }) => [name, definition])) as Record<RowPolicy, string>;
  } finally {
    await reader.query('rollback');
  }
}

const PROBE = 'row_policy_probe';
const IN_SCHEMA = `c.relnamespace = 'public'::regnamespace`;
/** Extensions grant on their own objects. */
const ofNoExtension = (catalog: 'pg_class' | 'pg_proc', oid: string): string =>
  `not exists (select from pg_depend where classid = '${catalog}'::regclass and objid = ${oid} and deptype = 'e')`;

// The prefix is the platform's. The role that runs the migrations, or ran them first, may have it too.
const PLATFORM_ROLES = `
  select oid, rolname from pg_roles where rolname like 'sentinai\\_%' and rolname <> current_user
    and oid not in (select relowner from pg_class where oid = 'public.schema_migration'::regclass)`;

const ROLES = `
  select r.rolname as name, array_remove(array[
      case when not rolcanlogin then 'login' end, case when rolsuper then 'nosuperuser' end,
      case when rolcreatedb then 'nocreatedb' end, case when rolcreaterole then 'nocreaterole' end,
      case when rolbypassrls then 'nobypassrls' end, case when rolreplication then 'noreplication' end
    ], null) as missing
  from pg_roles r join (${PLATFORM_ROLES}) as platform using (oid) order by name`;

const TABLES = `
  select quote_ident(c.relname) as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced
  from pg_class c where ${IN_SCHEMA} and c.relkind in ('r', 'p') and not c.relispartition order by name`;

const policiesOf = (condition: string): string => `
  select quote_ident(c.relname) as table, p.polname as name, concat_ws(' / ',
      case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
      case when p.polroles = '{0}' then 'public' else p.polroles::text end,
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as definition
  from pg_policy p join pg_class c on c.oid = p.polrelid
  where ${condition} order by 1, 2`;

const FUNCTIONS = `
  select p.proname as name, p.oid::regprocedure::text as signature, p.prosecdef as definer
  from pg_proc p where p.pronamespace = 'public'::regnamespace and ${ofNoExtension('pg_proc', 'p.oid')} order by signature`;

const GRANTS = `
  with granted as (
    select case c.relkind when 'S' then 'sequence ' else 'table ' end || quote_ident(c.relname) as object,
      null as column, c.relowner as owner, acl.*
    from pg_class c, aclexplode(c.relacl) as acl where ${IN_SCHEMA} and ${ofNoExtension('pg_class', 'c.oid')}
    union all
    select 'table ' || quote_ident(c.relname), quote_ident(a.attname), c.relowner, acl.*
    from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) as acl
    where ${IN_SCHEMA} and ${ofNoExtension('pg_class', 'c.oid')}
    union all
    select 'function ' || p.oid::regprocedure, null, p.proowner, acl.*
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as acl
    where p.pronamespace = 'public'::regnamespace and ${ofNoExtension('pg_proc', 'p.oid')}
    union all
    select 'schema public', null, n.nspowner, acl.* from pg_namespace n, aclexplode(n.nspacl) as acl
    where n.nspname = 'public'
  )
  select object, lower(privilege_type) as privilege, granted.column, role.rolname as role, bool_or(is_grantable) as grantable
  from granted join (${PLATFORM_ROLES} union all select 0::oid, 'public') as role on role.oid = granted.grantee
  where granted.grantee <> granted.owner
  group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
