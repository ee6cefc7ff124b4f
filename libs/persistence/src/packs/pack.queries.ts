/** Pack versions for people: lists without the documents, and single documents. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

/** A domain pack, or a tenant's policy pack for a domain, with all versions visible to the tenant. */
export interface PackSummary {
  domain: string;
  newestVersion: number;
  versions: number;
  newestAt: Date;
}

export interface PackVersionSummary {
  domain: string;
  version: number;
  /** Published to all tenants; false: the tenant's own. */
  shared: boolean;
  contentHash: string;
  createdBy: string;
  createdAt: Date;
}

export interface PackVersionDocument extends PackVersionSummary {
  /** As translated. */
  pack: object;
  /** As submitted. */
  original: object;
}

/**
 * Scope of a query. Policy packs belong to a tenant. Of domain packs, a tenant sees its own and the published ones;
 * null: only the published ones.
 */
export type PackSpace = { kind: 'domain'; tenantId: string | null } | { kind: 'policy'; tenantId: string };

export class PackQueries {
  /** By domain. @param after the domain with which the previous page ended */
  async packs(
    tx: Transaction,
    { kind, tenantId }: PackSpace,
    { limit, after }: { limit: number; after: string | null },
  ): Promise<PackSummary[]> {
    return tx.rows<PackSummary>(LISTS[kind], [tenantId, limit, after]);
  }

  /** Newest first. @param before the version with which the previous page ended */
  async versions(
    tx: Transaction,
    { space: { kind, tenantId }, domain }: { space: PackSpace; domain: string },
    { limit, before }: { limit: number; before: number | null },
  ): Promise<PackVersionSummary[]> {
    return tx.rows<PackVersionSummary>(VERSIONS[kind], [tenantId, domain, limit, before]);
  }

  async version(
    tx: Transaction,
    { space: { kind, tenantId }, domain }: { space: PackSpace; domain: string },
    version: number,
  ): Promise<PackVersionDocument | null> {
    const [found] = await tx.rows<PackVersionDocument>(DOCUMENTS[kind], [tenantId, domain, version]);
    return found ?? null;
  }
}

/** Table of each kind, and the condition on visible rows: `$1` is the tenant. */
const SEEN = {
  domain: {
    table: 'domain_pack_version',
    shared: 'tenant_id is null',
    condition: '(tenant_id is null or tenant_id = $1::varchar)',
  },
  policy: { table: 'tenant_policy_pack_version', shared: 'false', condition: 'tenant_id = $1::varchar' },
} as const;

type Kind = PackSpace['kind'];
const ofEachKind = (name: string, text: (kind: Kind) => string): Record<Kind, Statement> => ({
  domain: { name: `packs.domain_${name}`, text: text('domain') },
  policy: { name: `packs.policy_${name}`, text: text('policy') },
});

const LISTS = ofEachKind(
  'list',
  (kind) => `
    select domain, max(version) as "newestVersion", count(*)::integer as versions, max(created_at) as "newestAt"
    from ${SEEN[kind].table} where ${SEEN[kind].condition} and ($3::varchar is null or domain > $3)
    group by domain order by domain limit $2`,
);

const summary = (kind: Kind): string => `
  domain, version, ${SEEN[kind].shared} as shared, content_hash as "contentHash", created_by as "createdBy",
  created_at as "createdAt"`;

const VERSIONS = ofEachKind(
  'versions',
  (kind) => `
    select ${summary(kind)} from ${SEEN[kind].table}
    where ${SEEN[kind].condition} and domain = $2 and ($4::integer is null or version < $4)
    order by version desc limit $3`,
);

const DOCUMENTS = ofEachKind(
  'document',
  (kind) => `
    select ${summary(kind)}, pack_json as pack, original from ${SEEN[kind].table}
    where ${SEEN[kind].condition} and domain = $2 and version = $3`,
);
