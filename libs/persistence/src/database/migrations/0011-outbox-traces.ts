import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores the trace context of a request until its events are published, because the relay runs outside the request. */
export class OutboxTraces1763600000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox add column traceparent varchar(64)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox drop column traceparent');
  }
}
