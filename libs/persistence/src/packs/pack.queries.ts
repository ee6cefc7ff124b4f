/** Pack versions as people look at them: lists without the documents, and one document at a time. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

/** A domain pack, or a tenant's policy pack for a domain, with all its versions. */
export interface PackSummary {
  domain: string;
  newestVersion: number;
  versions: number;
  newestAt: Date;
}

export interface PackVersionSummary {
  domain: string;
  version: number;
  contentHash: string;
  createdBy: string;
  createdAt: Date;
}

export interface PackVersionDocument extends PackVersionSummary {
  /** As translated. */
  pack: object;
  /** As handed in. */
  original: object;
}

/** Whose pack: null for a domain pack, which all tenants share; a tenant's id for its policy packs. */
export type PackOwner = string | null;

export class PackQueries {
  /** By domain. @param after the domain that the page before ended with */
  async packs(
    tx: Transaction,
    owner: PackOwner,
    { limit, after }: { limit: number; after: string | null },
  ): Promise<PackSummary[]> {
    return owner === null
      ? tx.rows<PackSummary>(DOMAIN_PACKS, [limit, after])
      : tx.rows<PackSummary>(POLICY_PACKS, [limit, after, owner]);
  }

  /** Newest first. @param before the version that the page before ended with */
  async versions(
    tx: Transaction,
    { owner, domain }: { owner: PackOwner; domain: string },
    { limit, before }: { limit: number; before: number | null },
  ): Promise<PackVersionSummary[]> {
    return owner === null
      ? tx.rows<PackVersionSummary>(DOMAIN_VERSIONS, [domain, limit, before])
      : tx.rows<PackVersionSummary>(POLICY_VERSIONS, [domain, limit, before, owner]);
  }

  async version(
    tx: Transaction,
    { owner, domain }: { owner: PackOwner; domain: string },
    version: number,
  ): Promise<PackVersionDocument | null> {
    const [found] = await (owner === null
      ? tx.rows<PackVersionDocument>(DOMAIN_VERSION, [domain, version])
      : tx.rows<PackVersionDocument>(POLICY_VERSION, [domain, version, owner]));
    return found ?? null;
  }
}

const listOf = (table: string, condition: string): string => `
  select domain, max(version) as "newestVersion", count(*)::integer as versions, max(created_at) as "newestAt"
  from ${table} where ($2::varchar is null or domain > $2) ${condition}
  group by domain order by domain limit $1`;

const SUMMARY = `domain, version, content_hash as "contentHash", created_by as "createdBy", created_at as "createdAt"`;

const versionsOf = (table: string, condition: string): string => `
  select ${SUMMARY} from ${table}
  where domain = $1 and ($3::integer is null or version < $3) ${condition}
  order by version desc limit $2`;

const documentOf = (table: string, condition: string): string => `
  select ${SUMMARY}, pack_json as pack, original from ${table} where domain = $1 and version = $2 ${condition}`;

const DOMAIN_PACKS: Statement = { name: 'packs.domain_list', text: listOf('domain_pack_version', '') };
const POLICY_PACKS: Statement = {
  name: 'packs.policy_list',
  text: listOf('tenant_policy_pack_version', 'and tenant_id = $3'),
};
const DOMAIN_VERSIONS: Statement = { name: 'packs.domain_versions', text: versionsOf('domain_pack_version', '') };
const POLICY_VERSIONS: Statement = {
  name: 'packs.policy_versions',
  text: versionsOf('tenant_policy_pack_version', 'and tenant_id = $4'),
};
const DOMAIN_VERSION: Statement = { name: 'packs.domain_version', text: documentOf('domain_pack_version', '') };
const POLICY_VERSION: Statement = {
  name: 'packs.policy_version',
  text: documentOf('tenant_policy_pack_version', 'and tenant_id = $3'),
};
