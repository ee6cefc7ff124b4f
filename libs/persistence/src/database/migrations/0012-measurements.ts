import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The workers' measurements, by minute and by hour, and the index that finds a tenant's exceptions in flight. The reasons and
 * the figures are in decision 12.
 */
export class Measurements1763600000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MEASUREMENTS);
    await runner.query(ADDING_UP);
    await runner.query(IN_FLIGHT);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index exception_by_status on exception (tenant_id, status, severity);
      drop index exception_in_flight;
      alter table exception drop column settled;
      drop table measurement;
      drop function add_counts(bigint[], bigint[]);
    `);
  }
}

const MEASUREMENTS = `
  create table measurement (
    tenant_id        varchar(64)      not null,
    -- 'minute' or 'hour'
    resolution       varchar(8)       not null,
    -- start of that minute or hour
    period           timestamptz      not null,
    -- 'worker': the time from an event to the end of its processing; 'exception': a stage of an exception's life
    kind             varchar(16)      not null,
    name             varchar(64)      not null,
    -- copies of a worker never write the same row
    instance         varchar(256)     not null,
    processed        bigint           not null,
    retried          bigint           not null,
    dead_lettered    bigint           not null,
    -- durations per bucket of the domain's DurationHistogram, without trailing empty buckets
    duration_buckets bigint[]         not null,
    duration_sum_ms  double precision not null,
    duration_max_ms  double precision not null,
    primary key (tenant_id, resolution, period, kind, name, instance)
  ) with (fillfactor = 70);
  create index measurement_by_age on measurement (resolution, period);
  alter table measurement enable row level security;
  create policy tenant_isolation on measurement
    using (tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id = any ((select current_tenants())::text[]));
`;

const ADDING_UP = `
  -- Adds element by element; the shorter array is padded with zeros.
  create function add_counts(a bigint[], b bigint[]) returns bigint[] language sql immutable parallel safe as $$
    select coalesce(array_agg(coalesce(x, 0) + coalesce(y, 0) order by place), '{}')
    from unnest(a, b) with ordinality as pairs(x, y, place)
  $$;
`;

// The column changes twice in an exception's life, events_in_flight at nearly every update: an index on the latter, even in its
// condition, would rule out in-place (HOT) updates. The index by status ruled out every second one, and could not sort a list;
// lists are sorted by creation.
const IN_FLIGHT = `
  drop index exception_by_status;
  alter table exception add column settled boolean generated always as (events_in_flight <= 0) stored;
  create index exception_in_flight on exception (tenant_id) where not settled;
`;
