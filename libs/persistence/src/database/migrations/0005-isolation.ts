import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Row-level security on every tenant table. */
export class Isolation1763600000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TENANT_TABLES) await runner.query(isolateByTenant(table));
    await runner.query(`
      alter table tool_definition enable row level security;
      create policy tenant_isolation on tool_definition
        using (tenant_id is null or tenant_id = any ((select current_tenants())::text[]))
        with check (tenant_id = any ((select current_tenants())::text[]));
    `);
    await runner.query(ALL_TENANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function all_tenant_ids()');
    for (const table of [...TENANT_TABLES, 'tool_definition']) {
      await runner.query(`drop policy tenant_isolation on ${table}; alter table ${table} disable row level security`);
    }
  }
}

const TENANT_TABLES = [
  'tenant',
  'exception',
  'exception_event',
  'event_processing',
  'ingest_key',
  'outbox',
  'dead_letter_event',
  'tenant_policy_pack_version',
  'pack_activation',
  'playbook',
  'playbook_step',
  'tool_execution',
];

/** A transaction sees and writes the rows of the tenants it names in `app.tenants`, and no others. */
const isolateByTenant = (table: string): string => `
  alter table ${table} enable row level security;
  create policy tenant_isolation on ${table}
    using (tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id = any ((select current_tenants())::text[]));`;

/** Returns ids only, and only to services that work across tenants: outbox relays, the SLA monitor, governance. */
const ALL_TENANTS = `
  create function all_tenant_ids() returns setof varchar
  language sql stable security definer set search_path = public as 'select tenant_id from tenant';
  revoke all on function all_tenant_ids() from public;`;
