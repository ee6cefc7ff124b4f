import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A case's documents stay uncompressed in its row. Beyond 2 kB PostgreSQL would compress them at each update of the
 * row, which cost more than the rest of the update; somewhat larger rows are the price.
 */
export class InlineDocuments1763600000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table exception set (toast_tuple_target = 8160)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table exception reset (toast_tuple_target)');
  }
}
