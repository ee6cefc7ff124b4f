import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FUNCTIONS, type Privilege, SERVICE_ROLES, TABLES, rolesWithDuty } from './access-table.ts';

const VERSIONS = [
  'domain_pack_version',
  'pack_activation_history',
  'playbook',
  'playbook_step',
  'tenant_policy_pack_version',
  'tool_definition',
];
/** Longer names are cut by PostgreSQL. */
const LONGEST_NAME = 63;

/** Tables on which some role has the privilege, on single columns included. */
const tablesWith = (privilege: Privilege): string[] =>
  Object.entries(TABLES)
    .filter(([, { [privilege]: roles, columns = [] }]) => {
      const onColumns = (privilege === 'select' || privilege === 'update') && columns.some((one) => one[privilege]);
      return roles !== undefined || onColumns;
    })
    .map(([table]) => table)
    .sort();

/** Whether only observers write the table: they make it again from the log. */
const isOfObservers = (table: string): boolean => {
  const { insert = [], delete: deleting = [] } = TABLES[table] ?? {};
  return [...insert, ...deleting].every((role) => rolesWithDuty('observer').includes(role));
};

/** What a role may do, table by table. */
const rightsOf = (role: string): unknown[] =>
  Object.entries(TABLES).map(([table, { rows: _rows, columns = [], ...whole }]) => [
    table,
    Object.entries(whole).flatMap(([privilege, roles]) => ((roles as string[]).includes(role) ? [privilege] : [])),
    columns.filter(({ roles }) => (roles as readonly string[]).includes(role)).map(({ roles: _roles, ...on }) => on),
  ]);

describe('the access table', () => {
  it('lets nobody change or delete what is in the log, in the audit trail or in a version', () => {
    const fixed = ['exception_event', 'audit_record', ...VERSIONS];

    expect(tablesWith('update').filter((table) => fixed.includes(table))).toEqual([]);
    expect(tablesWith('delete').filter((table) => fixed.includes(table))).toEqual([]);
  });

  it('lets roles delete queues, live states, personal settings and what observers wrote, and nothing else', () => {
    const deletable = tablesWith('delete').filter((table) => !isOfObservers(table));

    expect(deletable).toEqual(['outbox', 'saved_view', 'tool_circuit', 'waiting_event']);
  });

  it('shows each role the rows of the named tenants, shared rows only of packs and tools, and the list of observers', () => {
    const shared = Object.entries(TABLES).flatMap(([table, { rows }]) => (rows === 'own' ? [] : [`${table}: ${rows}`]));

    expect(shared).toEqual([
      'observer: of no tenant',
      'observer_rebuild: of no tenant',
      'domain_pack_version: own and shared',
      'tool_definition: own, reads shared',
    ]);
  });

  it('shows the hash, the name and the roles of an API key to governance alone', () => {
    const { select, columns = [] } = TABLES.api_key ?? { rows: 'own' };
    const readable = columns.flatMap((one) => one.select ?? []);

    expect(select).toEqual(['sentinai_governance']);
    expect(readable).toEqual(['id', 'tenant_id', 'last_used_at']);
  });

  it('lets governance alone create tenants, hosts of the intake agent alone create exceptions', () => {
    expect(TABLES.tenant?.insert).toEqual(['sentinai_governance']);
    expect(TABLES.exception?.insert).toEqual(['sentinai_intake', 'sentinai_pipeline']);
  });

  it('lets a role that changes or deletes rows also find them', () => {
    for (const [table, { select = [], update = [], delete: deleting = [], columns = [] }] of Object.entries(TABLES)) {
      const reading = [...select, ...columns.flatMap((one) => (one.select ? one.roles : []))];
      const changing = [...update, ...deleting, ...columns.flatMap((one) => (one.update ? one.roles : []))];
      expect([table, changing.filter((role) => !reading.includes(role))]).toEqual([table, []]);
    }
  });

  it('gives workers the same access, unless they have tables of their own or host observers', () => {
    const observers: readonly string[] = rolesWithDuty('observer');
    const [one = '', ...others] = ['sentinai_triage', 'sentinai_policy', 'sentinai_feedback'].filter(
      (role) => !observers.includes(role),
    );

    for (const other of others) expect(rightsOf(other)).toEqual(rightsOf(one));
    expect(rightsOf('sentinai_intake')).not.toEqual(rightsOf(one));
  });

  it('names roles by the prefix of the platform, each once and no longer than PostgreSQL keeps', () => {
    expect(SERVICE_ROLES.filter((role) => !/^sentinai_[a-z_]+$/.test(role) || role.length > LONGEST_NAME)).toEqual([]);
    expect(new Set(SERVICE_ROLES).size).toBe(SERVICE_ROLES.length);
  });

  it('imports nothing: the local stack reads its source before anything is built', () => {
    expect(readFileSync(join(import.meta.dirname, 'access-table.ts'), 'utf8')).not.toMatch(/^import /m);
  });

  it('lets every API record what people do, and its own service alone read it', () => {
    const { select, insert, columns } = TABLES.audit_record ?? { rows: 'own' };

    expect(select).toEqual(['sentinai_audit']);
    expect(insert).toEqual(rolesWithDuty('api'));
    expect(columns).toBeUndefined();
    expect(FUNCTIONS.forget_observed_audit_records).toEqual(['sentinai_audit']);
  });

  it('opens the creation of partitions to governance alone', () => {
    expect(FUNCTIONS.ensure_partitions).toEqual(['sentinai_governance']);
  });
});

describe('a migration', () => {
  const folder = join(import.meta.dirname, '..', 'database', 'migrations');

  it.each(readdirSync(folder))('%s neither grants nor names a role', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');

    expect(text).not.toMatch(/sentinai_|\bgrant (?!ed)\w+( \(.*\))? (on|to)\b|access-table/i);
  });
});
