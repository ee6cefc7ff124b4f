import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Delivery tables besides the logs: keys of received items, events waiting to be published, dead letters. */
export class Delivery1763600000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(KEYS_AND_OUTBOX);
    await runner.query(DEAD_LETTERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dead_letter_event, outbox, ingest_key');
  }
}

const KEYS_AND_OUTBOX = `
  create table ingest_key (
    tenant_id    varchar(64) not null,
    -- first half of the SHA-256 of the facts by which two requests count as the same
    key          uuid not null,
    request_hash uuid not null,
    exception_id varchar(128) not null,
    event_id     uuid not null,
    event_type   varchar(64) not null,
    created_at   timestamptz not null,
    primary key (tenant_id, key)
  );
  create table outbox (
    id           bigint generated always as identity primary key,
    producer     varchar(64) not null,
    -- rows of one exception share a shard; one relay at a time works on a shard, so order holds
    shard        smallint not null,
    tenant_id    varchar(64) not null,
    exception_id varchar(128) not null,
    sequence     integer not null,
    event_time   timestamptz not null
  );
  create index outbox_by_shard on outbox (producer, shard, id);
`;

const DEAD_LETTERS = `
  create table dead_letter_event (
    id              bigint generated always as identity primary key,
    -- '_unknown' when the record names no tenant, or one that does not exist
    tenant_id       varchar(64) not null,
    exception_id    varchar(128),
    consumer        varchar(64) not null,
    topic           varchar(128) not null,
    partition       integer not null,
    "offset"        bigint not null,
    event_id        varchar(128),
    event_type      varchar(128),
    key             text,
    headers         jsonb not null,
    payload         bytea,
    error_code      varchar(64) not null,
    error           text not null,
    -- equal for records that failed for the same reason
    fingerprint     varchar(32) not null,
    attempts        integer not null default 1,
    config_versions jsonb not null default '{}',
    status          varchar(16) not null default 'pending',
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    unique (consumer, topic, partition, "offset")
  );
  create index dead_letter_by_tenant on dead_letter_event (tenant_id, status, created_at);
`;
