import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The unreadable fields of an exception, what is undecided because of them, the source of its time, and the digits of
 * amounts that a double cannot hold.
 */
export class Unreadable1763600000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table exception
        -- [{ field, path, reason }]; null: nothing
        add column unreadable jsonb,
        -- [{ fact, rule, reason }]; null: nothing
        add column undecided jsonb,
        -- given, payload or receipt; null: from before it was recorded
        add column occurred_at_source varchar(16),
        -- null: \`amount\` is the amount as written
        add column amount_exact numeric
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table exception drop column unreadable, drop column undecided, drop column occurred_at_source,
        drop column amount_exact
    `);
  }
}
