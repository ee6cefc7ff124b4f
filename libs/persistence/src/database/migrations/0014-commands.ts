import type { MigrationInterface, QueryRunner } from 'typeorm';
import { COMMAND_GRANTS, grantText, revokeText } from '../roles.ts';

/**
 * Changes that people make over HTTP: commands to exceptions, and a tenant's own playbooks and tools, which stay in
 * force alongside those of the activated pack.
 */
export class Commands1763600000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table pack_activation
        -- the tenant's own versions; one of the same name replaces the pack's
        add column own_playbook_ids integer[] not null default '{}',
        add column own_tool_ids     integer[] not null default '{}',
        -- names of tools that are switched off
        add column disabled_tools   varchar(256)[] not null default '{}'
    `);
    for (const grant of COMMAND_GRANTS) await runner.query(grantText(grant));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const grant of COMMAND_GRANTS) await runner.query(revokeText(grant));
    await runner.query(`
      alter table pack_activation drop column own_playbook_ids, drop column own_tool_ids, drop column disabled_tools
    `);
  }
}
