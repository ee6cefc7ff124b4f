import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What triage saw and how sure it was: with these, an exception can be triaged, or its policy evaluated, again as it is stored. */
export class Redecisions1763600000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table exception
        -- type as the source named it in the state triaged last; null: it named none
        add column source_type varchar(256),
        -- confidence of the last triage, 0 to 1; null: not triaged since this column exists
        add column confidence real
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table exception drop column source_type, drop column confidence');
  }
}
