/** The statements that give a database the access of the access table. Pure. */
import { escapeIdentifier } from 'pg';
import { ROW_POLICIES, type RowPolicy, type TableAccess } from './access-table.ts';
import type { CatalogAccess, CatalogGrant } from './catalog-access.ts';

export interface WantedAccess {
  roles: readonly string[];
  tables: Readonly<Record<string, TableAccess>>;
  /** Roles that may call a function which runs with its owner's rights. */
  functions: Readonly<Record<string, readonly string[]>>;
  /** Row policies in PostgreSQL's own spelling. */
  spelled: Readonly<Record<RowPolicy, string>>;
}

/** The one row policy of each table. */
const POLICY = 'tenant_isolation';
const ROLE_ATTRIBUTES = 'login nosuperuser nocreatedb nocreaterole nobypassrls noreplication';

/**
 * Returns the statements, in order; none when the database already has the access.
 * @throws Error when the database lacks a table or a function of the access table
 */
export function accessChanges(wanted: WantedAccess, found: CatalogAccess): string[] {
  assertPresent('table', Object.keys(wanted.tables), found.tables);
  assertPresent('function', Object.keys(wanted.functions), found.functions);
  return [...roleChanges(wanted, found), ...rowChanges(wanted, found), ...grantChanges(wanted, found)];
}

function assertPresent(kind: string, wanted: readonly string[], found: readonly { name: string }[]): void {
  const names = new Set(found.map(({ name }) => name));
  const absent = wanted.filter((name) => !names.has(name));
  if (absent.length > 0)
    throw new Error(`The access table lists a ${kind} that no migration creates: ${absent.join(', ')}`);
}

function roleChanges({ roles }: WantedAccess, found: CatalogAccess): string[] {
  return roles.flatMap((name) => {
    const role = found.roles.find((one) => one.name === name);
    if (!role) return [`create role ${name} ${ROLE_ATTRIBUTES}`];
    return role.missing.length > 0 ? [`alter role ${name} ${role.missing.join(' ')}`] : [];
  });
}

/**
 * Row-level security is enabled but not forced: jobs and functions of the owner work for all tenants. A table's policies are replaced
 * unless there is exactly the one that it should have.
 */
function rowChanges({ tables, spelled }: WantedAccess, found: CatalogAccess): string[] {
  return Object.entries(tables).flatMap(([name, { rows }]) => {
    const table = found.tables.find((one) => one.name === name);
    const policies = found.policies.filter((one) => one.table === name);
    const wrong = policies.filter((one) => one.name !== POLICY || one.definition !== spelled[rows]);
    const { using, check } = ROW_POLICIES[rows];
    return [
      ...(table?.secured ? [] : [`alter table ${name} enable row level security`]),
      ...(table?.forced ? [`alter table ${name} no force row level security`] : []),
      ...wrong.map((one) => `drop policy ${escapeIdentifier(one.name)} on ${name}`),
      ...(policies.length > wrong.length
        ? []
        : [`create policy ${POLICY} on ${name} using (${using}) with check (${check})`]),
    ];
  });
}

/** Revokes come first: revoking a privilege on a table takes the same privilege on its columns along. */
function grantChanges(wanted: WantedAccess, found: CatalogAccess): string[] {
  const listed = wantedGrants(wanted, found);
  const keys = new Set(listed.map(keyOf));
  const extra = found.grants.filter(
    (grant) => isJudged(grant, wanted, found) && (grant.grantable || !keys.has(keyOf(grant))),
  );
  const lost = new Set(extra.filter(({ column }) => column === null).map(keyOf));
  const kept = new Set(
    found.grants.filter((grant) => !extra.includes(grant) && !lost.has(keyOf({ ...grant, column: null }))).map(keyOf),
  );
  const missing = listed.filter((grant) => !kept.has(keyOf(grant)));
  return [
    ...statements(extra, (text, roles) => `revoke ${text} from ${roles} cascade`),
    ...statements(missing, (text, roles) => `grant ${text} to ${roles}`),
  ];
}

type Grant = Omit<CatalogGrant, 'grantable'>;

const keyOf = ({ object, privilege, column, role }: Grant): string => [object, privilege, column, role].join(' / ');

/** `public` keeps PostgreSQL's defaults: to use the schema, and to call functions that run with their caller's rights. */
function isJudged({ object, privilege, role }: Grant, { functions }: WantedAccess, found: CatalogAccess): boolean {
  if (role !== 'public') return true;
  if (object === 'schema public') return privilege !== 'usage';
  const called = found.functions.find(({ signature }) => object === `function ${signature}`);
  return !called || called.definer || Object.hasOwn(functions, called.name);
}

function wantedGrants({ roles, tables, functions }: WantedAccess, found: CatalogAccess): Grant[] {
  return [
    ...roles.map((role) => ({ object: 'schema public', privilege: 'usage', column: null, role })),
    ...Object.entries(tables).flatMap(([name, access]) => tableGrants(`table ${name}`, access)),
    ...Object.entries(functions).flatMap(([name, callers]) =>
      found.functions.filter((one) => one.name === name).flatMap(({ signature }) => executeGrants(signature, callers)),
    ),
  ];
}

const executeGrants = (signature: string, roles: readonly string[]): Grant[] =>
  roles.map((role) => ({ object: `function ${signature}`, privilege: 'execute', column: null, role }));

function tableGrants(object: string, access: TableAccess): Grant[] {
  const whole = (['select', 'insert', 'update', 'delete'] as const).flatMap((privilege) =>
    (access[privilege] ?? []).map((role) => ({ object, privilege, column: null, role })),
  );
  const partial = (access.columns ?? []).flatMap((columns) =>
    (['select', 'update'] as const).flatMap((privilege) =>
      (columns[privilege] ?? []).flatMap((column) =>
        columns.roles.map((role) => ({ object, privilege, column, role })),
      ),
    ),
  );
  return [...whole, ...partial];
}

/** Returns one statement for all roles that get, or lose, the same on an object. `text`: `select, update (a, b) on table t`. */
function statements(grants: readonly Grant[], write: (text: string, roles: string) => string): string[] {
  const byRole = Map.groupBy(grants, ({ object, role }) => `${role} / ${object}`);
  const texts = [...byRole.values()].map((own) => ({ text: textOf(own), role: own[0]?.role ?? '' }));
  return [...Map.groupBy(texts, ({ text }) => text)].map(([text, same]) =>
    write(text, same.map(({ role }) => role).join(', ')),
  );
}

/** Writes the privileges of one role on one object. */
function textOf(grants: readonly Grant[]): string {
  const privileges = [
    ...Map.groupBy(grants, ({ privilege, column }) => `${privilege} / ${column === null}`).values(),
  ].map((alike) => {
    const columns = alike.flatMap(({ column }) => column ?? []);
    return `${alike[0]?.privilege ?? ''}${columns.length > 0 ? ` (${columns.join(', ')})` : ''}`;
  });
  return `${privileges.join(', ')} on ${grants[0]?.object ?? ''}`;
}
