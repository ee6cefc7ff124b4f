import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Configuration: every row is a version and never changes; `pack_activation` points at the versions in force. */
export class PacksPlaybooksTools1763600000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PACKS);
    await runner.query(PLAYBOOKS_AND_TOOLS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table tool_execution, tool_definition, playbook_step, playbook;
      drop table pack_activation, tenant_policy_pack_version, domain_pack_version;
    `);
  }
}

const PACKS = `
  create table domain_pack_version (
    id           integer generated always as identity primary key,
    domain       varchar(256) not null,
    version      integer not null,
    pack_json    jsonb not null,
    -- the document as submitted, before translation
    original     jsonb not null,
    content_hash varchar(64) not null,
    created_by   varchar(256) not null,
    created_at   timestamptz not null default now(),
    unique (domain, version)
  );
  create table tenant_policy_pack_version (
    id           integer generated always as identity primary key,
    tenant_id    varchar(64) not null references tenant,
    domain       varchar(256) not null,
    version      integer not null,
    pack_json    jsonb not null,
    original     jsonb not null,
    content_hash varchar(64) not null,
    created_by   varchar(256) not null,
    created_at   timestamptz not null default now(),
    unique (tenant_id, domain, version)
  );
  create table pack_activation (
    tenant_id           varchar(64) not null references tenant,
    domain              varchar(256) not null,
    domain_pack_version integer not null,
    policy_pack_version integer,
    playbook_ids        integer[] not null,
    tool_ids            integer[] not null,
    activated_by        varchar(256) not null,
    activated_at        timestamptz not null default now(),
    primary key (tenant_id, domain)
  );
`;

const PLAYBOOKS_AND_TOOLS = `
  create table playbook (
    playbook_id  integer generated always as identity primary key,
    tenant_id    varchar(64) not null references tenant,
    domain       varchar(256) not null,
    name         varchar(256) not null,
    version      integer not null,
    conditions   jsonb not null,
    content_hash varchar(64) not null,
    created_at   timestamptz not null default now(),
    unique (tenant_id, domain, name, version)
  );
  create table playbook_step (
    step_id     integer generated always as identity primary key,
    playbook_id integer not null references playbook,
    tenant_id   varchar(64) not null references tenant,
    step_order  integer not null,
    name        varchar(256) not null,
    action_type varchar(64) not null,
    params      jsonb not null,
    created_at  timestamptz not null default now(),
    unique (playbook_id, step_order)
  );
  create table tool_definition (
    tool_id      integer generated always as identity primary key,
    -- null: a tool every tenant may use
    tenant_id    varchar(64) references tenant,
    domain       varchar(256) not null,
    name         varchar(256) not null,
    version      integer not null,
    type         varchar(32) not null,
    config       jsonb not null,
    content_hash varchar(64) not null,
    created_at   timestamptz not null default now(),
    unique (tenant_id, domain, name, version)
  );
  create table tool_execution (
    tenant_id    varchar(64) not null,
    execution_id uuid not null,
    exception_id varchar(128) not null,
    tool_id      integer,
    tool         varchar(256) not null,
    tool_version integer not null,
    step_order   integer,
    status       varchar(16) not null,
    arguments    jsonb not null,
    output       jsonb,
    http_status  integer,
    error_code   varchar(64),
    error        text,
    attempts     integer not null default 0,
    requested_by varchar(256) not null,
    requested_at timestamptz not null,
    started_at   timestamptz,
    completed_at timestamptz,
    primary key (tenant_id, execution_id)
  );
  create index tool_execution_by_exception on tool_execution (tenant_id, exception_id);
`;
