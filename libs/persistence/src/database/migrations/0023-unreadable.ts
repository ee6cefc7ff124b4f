import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What of an exception could not be read, what is undecided for that reason, where its time comes from, and the digits of amounts that a
 * double does not keep.
 */
export class Unreadable1763600000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table exception
        -- [{ field, path, reason }]; null: nothing
        add column unreadable jsonb,
        -- [{ fact, rule, reason }]; null: nothing
        add column undecided jsonb,
        -- given, payload or receipt; null: of before it was recorded
        add column occurred_at_source varchar(16),
        -- null: \`amount\` is the amount as it was written
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
