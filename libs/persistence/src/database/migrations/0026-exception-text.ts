import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The text of each exception for free-text search, in a table of its own, which the observer `search` fills: the trigram index leaves
 * `exception`, where each change of a status wrote to it. The texts of existing exceptions are copied here. Exceptions that services
 * store while this migration runs are found by the observer: its consumer group starts at the oldest record that Kafka keeps.
 *
 * The function keeps its signature, so services of the previous release search the new table too.
 */
export class ExceptionText1763600000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(COPY);
    // A GIN index is built over a full table in a fraction of the time that it takes to grow with it.
    await runner.query(INDEXES);
    await runner.query(searchFunction(SEARCH_TEXTS));
    await runner.query('drop index exception_by_text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index exception_by_text on exception
        using gin (tenant_id, (exception_id || chr(10) || coalesce(entity, '') || chr(10) || coalesce(title, '')) gin_trgm_ops);
      ${searchFunction(SEARCH_EXCEPTIONS)}
      drop table exception_text;
    `);
  }
}

const TABLE = `
  create table exception_text (
    tenant_id    varchar(64)  not null,
    exception_id varchar(128) not null,
    -- of the exception: the newest are listed first
    created_at   timestamptz  not null,
    -- id, entity and title, a line each
    content      text         not null
  );
`;

const COPY = `
  insert into exception_text (tenant_id, exception_id, created_at, content)
  select tenant_id, exception_id, created_at, concat_ws(chr(10), exception_id, entity, title) from exception;
`;

// The tenant is part of the trigram index, so that other tenants' matches cost nothing.
const INDEXES = `
  alter table exception_text add primary key (tenant_id, exception_id);
  create index exception_text_by_creation on exception_text (tenant_id, created_at desc, exception_id desc);
  create index exception_text_by_content on exception_text using gin (tenant_id, content gin_trgm_ops);
`;

const inSpan = (row: string): string =>
  `($3 is null or ${row}.created_at >= $3) and ($4 is null or ${row}.created_at <= $4)`;

// The newest exceptions are searched themselves: the observer may not have seen them yet.
const SEARCH_TEXTS = `
  select found.exception_id from (
    (select t.created_at, t.exception_id from exception_text t
     where t.tenant_id = $1 and t.content ilike $2 and ${inSpan('t')}
     order by t.created_at desc, t.exception_id desc
     limit $5)
    union
    select n.created_at, n.exception_id from (
      select e.created_at, e.exception_id, e.entity, e.title from exception e
      where e.tenant_id = $1 and ${inSpan('e')}
      order by e.created_at desc, e.exception_id desc
      limit $5
    ) n
    where concat_ws(chr(10), n.exception_id, n.entity, n.title) ilike $2
  ) found
  order by found.created_at desc, found.exception_id desc
  limit $5
`;

const SEARCH_EXCEPTIONS = `
  select e.exception_id from exception e
  where e.tenant_id = $1
    and (e.exception_id || chr(10) || coalesce(e.entity, '') || chr(10) || coalesce(e.title, '')) ilike $2
    and ${inSpan('e')}
  order by e.created_at desc, e.exception_id desc
  limit $5
`;

// Row-level security applies operators that are not leakproof, such as ILIKE, only after its own check, so PostgreSQL would not use the
// index. The search is therefore a function of the owner, restricted to a tenant that the transaction has named. It plans each search
// anew: whether the index by content or by creation is better depends on how rare the text is.
const searchFunction = (search: string): string => `
  create or replace function search_exceptions(
    of_tenant varchar, pattern text, created_from timestamptz, created_to timestamptz, most integer
  ) returns setof varchar
  language plpgsql stable security definer rows 1000 set search_path = public as $$
  begin
    -- null when the transaction names no tenant
    if not coalesce(of_tenant = any (current_tenants()), false) then return; end if;
    return query execute $search$ ${search} $search$ using of_tenant, pattern, created_from, created_to, most;
  end $$;
`;
