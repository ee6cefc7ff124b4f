import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The relay takes tenants in turn, and events about a tenant, which belong to no exception's timeline, use the outbox
 * too.
 */
export class FairOutbox1763600000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index outbox_by_queue on outbox (producer, shard, tenant_id, id);
      drop index outbox_by_shard;
      alter table outbox
        alter column exception_id drop not null,
        alter column sequence drop not null,
        -- for an event about a tenant: the event itself, which the log does not contain
        add column tenant_event jsonb;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from outbox where tenant_event is not null;
      alter table outbox
        drop column tenant_event,
        alter column sequence set not null,
        alter column exception_id set not null;
      create index outbox_by_shard on outbox (producer, shard, id);
      drop index outbox_by_queue;
    `);
  }
}
