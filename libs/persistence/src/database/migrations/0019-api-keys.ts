import type { MigrationInterface, QueryRunner } from 'typeorm';

/** API keys. A service that checks a key learns its owner but cannot read the table. */
export class ApiKeys1763600000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(API_KEYS);
    await runner.query(KEY_BY_HASH);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function api_key_by_hash(bytea); drop table api_key');
  }
}

const API_KEYS = `
  create table api_key (
    -- part of the key itself
    id           uuid         primary key,
    tenant_id    varchar(64)  not null references tenant,
    name         varchar(256) not null,
    roles        varchar(16)[] not null check (roles <@ '{viewer,operator,admin}'),
    -- the first characters of the key, by which people recognize it
    prefix       varchar(64)  not null,
    -- SHA-256 of the whole key
    hash         bytea        not null unique,
    created_by   varchar(256) not null,
    created_at   timestamptz  not null default now(),
    expires_at   timestamptz,
    -- accurate to the minute
    last_used_at timestamptz,
    revoked_at   timestamptz,
    revoked_by   varchar(256),
    -- the key that this one replaced
    rotated_from uuid         references api_key
  );
  create index api_key_of_tenant on api_key (tenant_id, id);
  alter table api_key enable row level security;
  create policy tenant_isolation on api_key
    using (tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id = any ((select current_tenants())::text[]));
`;

/** Before a key's owner is known, no tenant can be named: the function bypasses row-level security, for callers that have the key. */
const KEY_BY_HASH = `
  create function api_key_by_hash(wanted bytea)
  returns table (id uuid, tenant_id varchar, roles varchar[], expires_at timestamptz)
  language sql stable security definer set search_path = public as $$
    select id, tenant_id, roles, expires_at from api_key where hash = wanted and revoked_at is null
  $$;
  revoke all on function api_key_by_hash(bytea) from public;
`;
