import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The visible side of tools: their runs, newest first, and the states of their circuits. */
export class ToolRuns1763600000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index tool_execution_by_time on tool_execution (tenant_id, requested_at desc, execution_id desc);

      -- One row per circuit that is not closed, for each copy of the tool worker.
      create table tool_circuit (
        tenant_id  varchar(64)  not null,
        tool       varchar(256) not null,
        -- scheme, host and port that the circuit protects
        origin     varchar(512) not null,
        instance   varchar(256) not null,
        -- 'open' or 'half_open'
        state      varchar(16)  not null,
        opened_at  timestamptz  not null,
        updated_at timestamptz  not null,
        primary key (tenant_id, tool, origin, instance)
      );
      alter table tool_circuit enable row level security;
      create policy tenant_isolation on tool_circuit
        using (tenant_id = any ((select current_tenants())::text[]))
        with check (tenant_id = any ((select current_tenants())::text[]));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table tool_circuit;
      drop index tool_execution_by_time;
    `);
  }
}
