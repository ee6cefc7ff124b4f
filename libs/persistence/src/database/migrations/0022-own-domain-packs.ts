import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Domain packs owned by one tenant and invisible to others. Existing ones stay published to all. */
export class OwnDomainPacks1763600000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OWNER);
    await runner.query(NEWEST_OF_ALL);
  }

  /** Fails while two tenants have versions with the same number: without the owner they cannot be told apart. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function newest_domain_pack_version(varchar);
      drop policy tenant_isolation on domain_pack_version;
      alter table domain_pack_version disable row level security;
      alter table domain_pack_version drop column tenant_id, add unique (domain, version);
    `);
  }
}

const OWNER = `
  alter table domain_pack_version
    -- owning tenant; null: published to all tenants
    add column tenant_id varchar(64) references tenant,
    drop constraint domain_pack_version_domain_version_key,
    add constraint domain_pack_version_of_owner unique nulls not distinct (domain, version, tenant_id);
  alter table domain_pack_version enable row level security;
  create policy tenant_isolation on domain_pack_version
    using (tenant_id is null or tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id is null or tenant_id = any ((select current_tenants())::text[]));
`;

/** Returns a number only: a published version gets one that no tenant has used for its own. */
const NEWEST_OF_ALL = `
  create function newest_domain_pack_version(of_domain varchar) returns integer
  language sql stable security definer set search_path = public as
  'select coalesce(max(version), 0) from domain_pack_version where domain = of_domain';
  revoke all on function newest_domain_pack_version(varchar) from public;
`;
