import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tenants, and the function by which row-level security reads the tenants that a transaction names. */
export class TenantsAndRoles1763600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function current_tenants() returns text[] language sql stable parallel safe as $$
        select string_to_array(nullif(current_setting('app.tenants', true), ''), ',')
      $$;
      create type tenant_status as enum ('active', 'suspended', 'archived');
      create table tenant (
        tenant_id       varchar(64) primary key check (tenant_id ~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$'),
        name            varchar(256) not null,
        status          tenant_status not null default 'active',
        -- incremented with every change of packs, playbooks, tools or the tenant itself
        config_revision integer not null default 1,
        created_at      timestamptz not null default now(),
        updated_at      timestamptz not null default now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table tenant; drop type tenant_status; drop function current_tenants()');
  }
}
