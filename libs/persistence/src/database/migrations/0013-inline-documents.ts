import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps a case's documents in its row, uncompressed. Beyond 2 kB PostgreSQL would compress them at each update of the row, which
 * cost more than the rest of the update. The price is somewhat larger rows.
 */
export class InlineDocuments1763600000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table exception set (toast_tuple_target = 8160)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table exception reset (toast_tuple_target)');
  }
}
