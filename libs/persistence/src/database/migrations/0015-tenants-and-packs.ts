import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tenants' own settings, the history of pack activations, and events that wait while their tenant is suspended.
 */
export class TenantsAndPacks1763600000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TENANT_SETTINGS);
    await runner.query(ACTIVATION_HISTORY);
    await runner.query(dueTenants("and tenant.status = 'active'"));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(dueTenants(''));
    await runner.query(`
      drop table pack_activation_history;
      alter table tenant drop column retention_days, drop column pii_fields, drop column time_zone,
        drop column business_calendar, drop column status_reason, drop column status_changed_by,
        drop column status_changed_at;
    `);
  }
}

// null: not set, so the policy pack's value applies
const TENANT_SETTINGS = `
  alter table tenant
    add column retention_days    integer,
    add column pii_fields        text[],
    add column time_zone         varchar(64),
    add column business_calendar jsonb,
    add column status_reason     text,
    add column status_changed_by varchar(256),
    add column status_changed_at timestamptz;
`;

const ACTIVATION_HISTORY = `
  create table pack_activation_history (
    id                  bigint generated always as identity primary key,
    tenant_id           varchar(64)  not null references tenant,
    domain              varchar(256) not null,
    domain_pack_version integer      not null,
    policy_pack_version integer,
    kind                varchar(16)  not null,
    -- the activation that a rollback of this one restores; null: none
    previous_id         bigint references pack_activation_history,
    activated_by        varchar(256) not null,
    activated_at        timestamptz  not null default now()
  );
  create index pack_activation_history_newest on pack_activation_history (tenant_id, domain, id desc);
  alter table pack_activation_history enable row level security;
  create policy tenant_isolation on pack_activation_history
    using (tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id = any ((select current_tenants())::text[]));
  insert into pack_activation_history
    (tenant_id, domain, domain_pack_version, policy_pack_version, kind, activated_by, activated_at)
  select tenant_id, domain, domain_pack_version, policy_pack_version, 'activated', activated_by, activated_at
  from pack_activation;
`;

/** Returns ids only: the tenants that a worker has to name to see due events. */
const dueTenants = (condition: string): string => `
  create or replace function tenants_with_due_events(for_consumer varchar, due timestamptz) returns setof varchar
  language sql stable security definer set search_path = public as $$
    select distinct tenant_id from waiting_event join tenant using (tenant_id)
    where consumer = for_consumer and due_at <= due ${condition}
  $$`;
