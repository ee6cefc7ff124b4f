import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Case work: indexed text search, saved views, bulk jobs, and the list of unresolved exceptions. */
export class Cases1763600000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SEARCH);
    await runner.query(UNRESOLVED);
    await runner.query(SAVED_VIEWS);
    await runner.query(BULK_JOBS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table bulk_job_item, bulk_job, saved_view;
      drop index exception_unresolved;
      alter table exception drop column unresolved;
      drop function search_exceptions(varchar, text, timestamptz, timestamptz, integer);
      drop index exception_by_text;
      drop extension btree_gin;
      drop extension pg_trgm;
    `);
  }
}

// Row-level security applies operators that are not leakproof, such as LIKE, only after its own check, so PostgreSQL would not use the
// index. The search is therefore a function of the owner, restricted to a tenant that the transaction has named. It plans each search
// anew: whether the index by text or by creation is better depends on how rare the text is. The tenant is part of the index, so that
// other tenants' matches cost nothing.
const SEARCH = `
  create extension if not exists pg_trgm;
  create extension if not exists btree_gin;
  create index exception_by_text on exception
    using gin (tenant_id, (exception_id || chr(10) || coalesce(entity, '') || chr(10) || coalesce(title, '')) gin_trgm_ops);
  create function search_exceptions(
    of_tenant varchar, pattern text, created_from timestamptz, created_to timestamptz, most integer
  ) returns setof varchar
  language plpgsql stable security definer rows 1000 set search_path = public as $$
  begin
    -- null when the transaction names no tenant
    if not coalesce(of_tenant = any (current_tenants()), false) then return; end if;
    return query execute '
      select e.exception_id from exception e
      where e.tenant_id = $1
        and (e.exception_id || chr(10) || coalesce(e.entity, '''') || chr(10) || coalesce(e.title, '''')) ilike $2
        and ($3 is null or e.created_at >= $3) and ($4 is null or e.created_at <= $4)
      order by e.created_at desc, e.exception_id desc
      limit $5' using of_tenant, pattern, created_from, created_to, most;
  end $$;
  revoke all on function search_exceptions(varchar, text, timestamptz, timestamptz, integer) from public;
`;

// As with `settled`: the column changes only when a case ends, the status several times before; an index on the status would rule
// out in-place (HOT) updates for each of these changes.
const UNRESOLVED = `
  alter table exception add column unresolved boolean generated always as (status <> 'resolved') stored;
  create index exception_unresolved on exception (tenant_id, created_at) where unresolved;
`;

const isolated = (table: string): string => `
  alter table ${table} enable row level security;
  create policy tenant_isolation on ${table}
    using (tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id = any ((select current_tenants())::text[]));
`;

const SAVED_VIEWS = `
  create table saved_view (
    tenant_id  varchar(64)  not null references tenant,
    view_id    uuid         not null,
    name       varchar(256) not null,
    -- subject of the owner; nobody else may change the view
    owner      varchar(256) not null,
    -- whether everyone in the tenant sees it
    shared     boolean      not null default false,
    -- query parameters of the exception list, by name
    query      jsonb        not null,
    created_at timestamptz  not null,
    updated_at timestamptz  not null,
    primary key (tenant_id, view_id),
    unique (tenant_id, owner, name)
  );
  ${isolated('saved_view')}
`;

// status of a job: pending → running → completed, or cancelled. A process claims a job until claimed_until; after that, another process
// resumes the job of one that died. Each item's command has its own id, so nothing is done twice.
const BULK_JOBS = `
  create table bulk_job (
    tenant_id     varchar(64)  not null references tenant,
    job_id        uuid         not null,
    command       varchar(32)  not null,
    -- the command's arguments: note, owner, severity, escalated_to
    arguments     jsonb        not null,
    -- the filter as requested; null when the request listed ids
    filter        jsonb,
    status        varchar(16)  not null,
    created_by    varchar(256) not null,
    created_at    timestamptz  not null,
    started_at    timestamptz,
    ended_at      timestamptz,
    cancelled_by  varchar(256),
    -- number of items; of those with a result; of those accepted
    items         integer      not null,
    done          integer      not null default 0,
    accepted      integer      not null default 0,
    claimed_until timestamptz,
    -- when a process last worked on it: jobs take turns
    worked_at     timestamptz,
    primary key (tenant_id, job_id)
  );
  create index bulk_job_by_creation on bulk_job (tenant_id, created_at desc, job_id desc);
  create index bulk_job_open on bulk_job (worked_at) where status in ('pending', 'running');
  ${isolated('bulk_job')}

  create table bulk_job_item (
    tenant_id    varchar(64)  not null,
    job_id       uuid         not null,
    -- position in the job, from 1
    place        integer      not null,
    exception_id varchar(128) not null,
    -- pending → accepted, refused or failed
    status       varchar(16)  not null default 'pending',
    command_id   uuid,
    -- when the command was created; used to find its outcome
    command_time timestamptz,
    error_code   varchar(64),
    detail       text,
    primary key (tenant_id, job_id, place),
    foreign key (tenant_id, job_id) references bulk_job on delete cascade
  );
  create index bulk_job_item_pending on bulk_job_item (tenant_id, job_id, place) where status = 'pending';
  ${isolated('bulk_job_item')}
`;
