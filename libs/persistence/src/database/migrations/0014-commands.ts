import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Changes over HTTP: commands to exceptions, and a tenant's own playbooks and tools, which stay in force beside those of the
 * active pack.
 */
export class Commands1763600000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table pack_activation
        -- the tenant's own versions; they override the pack's of the same name
        add column own_playbook_ids integer[] not null default '{}',
        add column own_tool_ids     integer[] not null default '{}',
        -- names of disabled tools
        add column disabled_tools   varchar(256)[] not null default '{}'
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table pack_activation drop column own_playbook_ids, drop column own_tool_ids, drop column disabled_tools
    `);
  }
}
