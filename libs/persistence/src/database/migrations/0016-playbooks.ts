import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Playbooks driven by timers and people: the due time of a waiting step, and the author of a version. */
export class Playbooks1763600000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- when the waiting step is due to be retried or to time out
      alter table exception add column timer_at timestamptz;
      create index exception_timer_due on exception (timer_at) where timer_at is not null;
      -- the author of a tenant's own version; null for one that came with a pack
      alter table playbook add column created_by varchar(256);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table playbook drop column created_by;
      drop index exception_timer_due;
      alter table exception drop column timer_at;
    `);
  }
}
