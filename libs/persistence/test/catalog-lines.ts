/** All access to a database in the catalogs, as lines to compare; written apart from the code that reconciles it. */
import { Client } from 'pg';
import { SERVICE_ROLES } from '../src/index.ts';

/** Returns the attributes of the listed roles (others belong to tests that run beside), every grant to a role that is not the object's owner, row-level security and the policies. */
export async function accessLines(ownerUrl: string): Promise<string[]> {
  const rows = await query<{ line: string }>(
    ownerUrl,
    `${GRANTS} union all ${SECURITY} union all ${ROLES} order by line`,
  );
  return rows.map(({ line }) => line);
}

export async function query<T = Record<string, unknown>>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const GRANTS = `
  with acl as (
    select 'relation ' || relname as object, relowner as owner, relacl as items from pg_class where relacl is not null
      and relnamespace = 'public'::regnamespace
    union all select 'column ' || relname || '.' || attname, relowner, attacl
      from pg_attribute join pg_class c on c.oid = attrelid where attacl is not null and relnamespace = 'public'::regnamespace
    union all select 'function ' || oid::regprocedure, proowner, coalesce(proacl, acldefault('f', proowner)) from pg_proc
      where pronamespace = 'public'::regnamespace
    union all select 'schema public', nspowner, nspacl from pg_namespace where nspname = 'public'
  )
  select format('%s: %s to %s%s', object, privilege_type, coalesce(r.rolname, 'PUBLIC'), case when is_grantable then ' *' end) as line
  from acl, aclexplode(items) as item left join pg_roles r on r.oid = item.grantee where item.grantee <> owner`;

const SECURITY = `
  select format('security of %s: %s %s', relname, relrowsecurity, relforcerowsecurity) from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  union all
  select format('policy of %s: %s', tablename, row_to_json(p)) from pg_policies p where schemaname = 'public'`;

const ROLES = `
  select format('role %s: %s %s %s %s %s %s', rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication)
  from pg_roles where rolname in ('${SERVICE_ROLES.join(`', '`)}')`;
