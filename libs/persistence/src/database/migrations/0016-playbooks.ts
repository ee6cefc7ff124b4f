import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Support for timed and human-controlled playbooks: when a waiting step is due, and the author of a version. */
export class Playbooks1763600000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- when the waiting step is due to be retried or given up
      alter table exception add column timer_at timestamptz;
      create index exception_timer_due on exception (timer_at) where timer_at is not null;
      -- the author of a tenant's own version; null for one that came with a pack
      alter table playbook add column created_by varchar(256);
      -- the outbox relay and the step clock serve all tenants
      grant execute on function all_tenant_ids() to sentinai_playbook;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke execute on function all_tenant_ids() from sentinai_playbook;
      alter table playbook drop column created_by;
      drop index exception_timer_due;
      alter table exception drop column timer_at;
    `);
  }
}
