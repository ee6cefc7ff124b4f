import { type WantedAccess, accessChanges } from './access-changes.ts';
import type { CatalogAccess, CatalogGrant } from './catalog-access.ts';

const WANTED: WantedAccess = {
  roles: ['sentinai_a', 'sentinai_b'],
  tables: {
    thing: {
      rows: 'own',
      select: ['sentinai_a', 'sentinai_b'] as never[],
      columns: [{ update: ['name', 'size'], roles: ['sentinai_a'] as never[] }],
    },
  },
  functions: { things: ['sentinai_a'] },
  spelled: {
    own: 'own rows',
    'own, reads shared': 'own rows and shared ones',
    'own and shared': 'all',
    'of no tenant': 'every row',
  },
};

const grant = (role: string, privilege: string, object: string, column: string | null = null): CatalogGrant => ({
  object,
  privilege,
  column,
  role,
  grantable: false,
});

/** A database that has the wanted access, with these differences. */
const aDatabase = (differences: Partial<CatalogAccess> = {}): CatalogAccess => ({
  roles: [
    { name: 'sentinai_a', missing: [] },
    { name: 'sentinai_b', missing: [] },
  ],
  tables: [{ name: 'thing', secured: true, forced: false }],
  policies: [{ table: 'thing', name: 'tenant_isolation', definition: 'own rows' }],
  functions: [
    { name: 'things', signature: 'things()', definer: true },
    { name: 'double', signature: 'double(integer)', definer: false },
  ],
  grants: GRANTED,
  ...differences,
});

const GRANTED = [
  grant('sentinai_a', 'usage', 'schema public'),
  grant('sentinai_b', 'usage', 'schema public'),
  grant('sentinai_a', 'select', 'table thing'),
  grant('sentinai_b', 'select', 'table thing'),
  grant('sentinai_a', 'update', 'table thing', 'name'),
  grant('sentinai_a', 'update', 'table thing', 'size'),
  grant('sentinai_a', 'execute', 'function things()'),
  // PostgreSQL's defaults
  grant('public', 'usage', 'schema public'),
  grant('public', 'execute', 'function double(integer)'),
];

const changesOf = (differences: Partial<CatalogAccess>): string[] => accessChanges(WANTED, aDatabase(differences));
const without = (...gone: CatalogGrant[]): CatalogGrant[] =>
  GRANTED.filter((one) => !gone.some((other) => JSON.stringify(one) === JSON.stringify(other)));
const including = (...more: CatalogGrant[]): CatalogGrant[] => [...GRANTED, ...more];

it('changes nothing in a database that has the access', () => {
  expect(changesOf({})).toEqual([]);
});

describe('roles', () => {
  it('are created with a login and no other power', () => {
    expect(changesOf({ roles: [{ name: 'sentinai_a', missing: [] }] })).toEqual([
      'create role sentinai_b login nosuperuser nocreatedb nocreaterole nobypassrls noreplication',
    ]);
  });

  it('lose the attributes that make them more', () => {
    const roles = [
      { name: 'sentinai_a', missing: ['login', 'nobypassrls'] },
      { name: 'sentinai_b', missing: [] },
    ];

    expect(changesOf({ roles })).toEqual(['alter role sentinai_a login nobypassrls']);
  });
});

describe('row-level security', () => {
  const create = expect.stringMatching(
    /^create policy tenant_isolation on thing using \(tenant_id = any .+\) with check \(/,
  );

  it('is enabled where it is off, and does not bind the owner', () => {
    expect(changesOf({ tables: [{ name: 'thing', secured: false, forced: true }] })).toEqual([
      'alter table thing enable row level security',
      'alter table thing no force row level security',
    ]);
  });

  it('gets its policy where there is none', () => {
    expect(changesOf({ policies: [] })).toEqual([create]);
  });

  it('gets its policy again where it differs', () => {
    expect(changesOf({ policies: [{ table: 'thing', name: 'tenant_isolation', definition: 'all rows' }] })).toEqual([
      'drop policy "tenant_isolation" on thing',
      create,
    ]);
  });

  it('loses other policies', () => {
    const policies = [...aDatabase().policies, { table: 'thing', name: 'My own', definition: 'all rows' }];

    expect(changesOf({ policies })).toEqual(['drop policy "My own" on thing']);
  });
});

describe('grants', () => {
  it('are given where they are missing, in one statement to roles that get the same', () => {
    expect(changesOf({ grants: [grant('public', 'usage', 'schema public')] })).toEqual([
      'grant usage on schema public to sentinai_a, sentinai_b',
      'grant select, update (name, size) on table thing to sentinai_a',
      'grant select on table thing to sentinai_b',
      'grant execute on function things() to sentinai_a',
    ]);
  });

  it.each([
    ['a privilege on a table', grant('sentinai_b', 'delete', 'table thing'), 'delete on table thing from sentinai_b'],
    [
      'one on a column',
      grant('sentinai_b', 'update', 'table thing', 'name'),
      'update (name) on table thing from sentinai_b',
    ],
    [
      'a table that is not listed',
      grant('sentinai_a', 'select', 'table other'),
      'select on table other from sentinai_a',
    ],
    ['a sequence', grant('sentinai_a', 'usage', 'sequence s'), 'usage on sequence s from sentinai_a'],
    ['a function', grant('sentinai_b', 'execute', 'function things()'), 'execute on function things() from sentinai_b'],
    ['the schema', grant('sentinai_a', 'create', 'schema public'), 'create on schema public from sentinai_a'],
    [
      'a role that is not listed',
      grant('sentinai_c', 'select', 'table thing'),
      'select on table thing from sentinai_c',
    ],
    ['a table, for everybody', grant('public', 'select', 'table thing'), 'select on table thing from public'],
    ['the schema, for everybody', grant('public', 'create', 'schema public'), 'create on schema public from public'],
    [
      "a function with the owner's rights, for everybody",
      grant('public', 'execute', 'function things()'),
      'execute on function things() from public',
    ],
  ])('are revoked where they are not listed: %s', (_what, extra, text) => {
    expect(changesOf({ grants: including(extra) })).toEqual([`revoke ${text} cascade`]);
  });

  it('cannot be passed on', () => {
    const own = grant('sentinai_b', 'select', 'table thing');

    expect(changesOf({ grants: [...without(own), { ...own, grantable: true }] })).toEqual([
      'revoke select on table thing from sentinai_b cascade',
      'grant select on table thing to sentinai_b',
    ]);
  });

  it('on columns are given again when their revocation on the table takes them along', () => {
    expect(changesOf({ grants: including(grant('sentinai_a', 'update', 'table thing')) })).toEqual([
      'revoke update on table thing from sentinai_a cascade',
      'grant update (name, size) on table thing to sentinai_a',
    ]);
  });

  it('on a function apply to each of its overloads', () => {
    const functions = [...aDatabase().functions, { name: 'things', signature: 'things(integer)', definer: true }];

    expect(changesOf({ functions })).toEqual(['grant execute on function things(integer) to sentinai_a']);
  });
});

it.each([
  ['table', { tables: [] }, 'The access table lists a table that no migration creates: thing'],
  ['function', { functions: [] }, 'The access table lists a function that no migration creates: things'],
])('refuses a %s that the database does not have', (_what, differences, message) => {
  expect(() => changesOf(differences)).toThrow(message);
});
