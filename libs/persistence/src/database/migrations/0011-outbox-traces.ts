import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trace that a request started, kept until its events are published: the relay has no request. */
export class OutboxTraces1763600000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox add column traceparent varchar(64)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox drop column traceparent');
  }
}
