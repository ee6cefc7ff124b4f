/**
 * Pack versions and their activation. A version never changes; saving the same content again returns the same
 * version.
 */
import { type FindOperator, In, IsNull } from 'typeorm';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { contentHash } from '../content-hash.ts';
import { DomainPackVersionEntity, PackActivationEntity, TenantPolicyPackVersionEntity } from './pack.entity.ts';

/** A pack to save: as translated, and as submitted. */
export interface PackDocument {
  pack: object;
  original: object;
  createdBy: string;
}

export interface PackVersion {
  version: number;
  pack: object;
  /** False when the same content already had a version. */
  created: boolean;
}

export type Activation = Pick<
  PackActivationEntity,
  'tenantId' | 'domain' | 'domainPackVersion' | 'policyPackVersion' | 'playbookIds' | 'toolIds' | 'activatedBy'
>;

/** Owning tenant of a domain pack; null: published to all tenants. */
export type DomainPackOwner = string | null;

/** Meaning of a domain pack's version number for one tenant: a published version, or one of its own. */
export interface DomainPackName {
  tenantId: string;
  domain: string;
  version: number;
}

export class PackRepository {
  /**
   * Saves a version. Numbering ensures that no tenant sees two versions of one domain with the same number: its own
   * continue from those that it sees, the published ones from everybody's.
   */
  async saveDomainPack(
    tx: Transaction,
    { tenantId, domain }: { tenantId: DomainPackOwner; domain: string },
    document: PackDocument,
  ): Promise<PackVersion> {
    await tx.rows(LOCK_NAME, [`domain_pack:${domain}`]);
    const repository = tx.manager.getRepository(DomainPackVersionEntity);
    const owned = { domain, tenantId: tenantId ?? IsNull() };
    const newest = await repository.findOne({ where: owned, order: { version: 'DESC' } });
    const hash = contentHash(document.pack);
    if (newest?.contentHash === hash) return { version: newest.version, pack: newest.packJson, created: false };
    const version = (await this.newestNumber(tx, { tenantId, domain })) + 1;
    await repository.insert({ tenantId, domain, version, ...columns(document, hash) });
    return { version, pack: document.pack, created: true };
  }

  private async newestNumber(
    tx: Transaction,
    { tenantId, domain }: { tenantId: DomainPackOwner; domain: string },
  ): Promise<number> {
    const [row] = await (tenantId === null
      ? tx.rows<{ version: number }>(NEWEST_OF_ALL, [domain])
      : tx.rows<{ version: number }>(NEWEST_SEEN, [domain, tenantId]));
    return row?.version ?? 0;
  }

  async saveTenantPack(
    tx: Transaction,
    owner: { tenantId: string; domain: string },
    document: PackDocument,
  ): Promise<PackVersion> {
    await tx.rows(LOCK_NAME, [`tenant_pack:${owner.tenantId}:${owner.domain}`]);
    const repository = tx.manager.getRepository(TenantPolicyPackVersionEntity);
    const newest = await repository.findOne({ where: owner, order: { version: 'DESC' } });
    const hash = contentHash(document.pack);
    if (newest?.contentHash === hash) return { version: newest.version, pack: newest.packJson, created: false };
    const version = (newest?.version ?? 0) + 1;
    await repository.insert({ ...owner, version, ...columns(document, hash) });
    return { version, pack: document.pack, created: true };
  }

  /**
   * Returns the tenant's own newest version, else the newest published one. Not the one in force: see {@link
   * activations}.
   */
  async newestDomainPack(tx: Transaction, tenantId: string, domain: string): Promise<DomainPackVersionEntity | null> {
    const repository = tx.manager.getRepository(DomainPackVersionEntity);
    const newestOf = (owner: string | FindOperator<string>) =>
      repository.findOne({ where: { domain, tenantId: owner }, order: { version: 'DESC' } });
    return (await newestOf(tenantId)) ?? (await newestOf(IsNull()));
  }

  /**
   * Returns versions that are published or owned by one of these tenants: {@link isNamed} matches them to the names.
   */
  async domainPacks(tx: Transaction, wanted: readonly DomainPackName[]): Promise<DomainPackVersionEntity[]> {
    if (wanted.length === 0) return [];
    const versions = new Map(wanted.map(({ domain, version }) => [`${version} ${domain}`, { domain, version }]));
    const owners = new Set<DomainPackOwner>([null, ...wanted.map(({ tenantId }) => tenantId)]);
    const found = await tx.manager.getRepository(DomainPackVersionEntity).find({ where: [...versions.values()] });
    return found.filter(({ tenantId }) => owners.has(tenantId));
  }

  async tenantPacks(
    tx: Transaction,
    versions: readonly { tenantId: string; domain: string; version: number }[],
  ): Promise<TenantPolicyPackVersionEntity[]> {
    if (versions.length === 0) return [];
    return tx.manager.getRepository(TenantPolicyPackVersionEntity).find({ where: [...versions] });
  }

  async activations(tx: Transaction, tenantIds: readonly string[]): Promise<PackActivationEntity[]> {
    return tx.manager
      .getRepository(PackActivationEntity)
      .find({ where: { tenantId: In([...tenantIds]) }, order: { tenantId: 'ASC', activatedAt: 'ASC' } });
  }

  /** Points the tenant's domain at these versions. The caller bumps the tenant's revision in the same transaction. */
  async activate(tx: Transaction, activation: Activation): Promise<void> {
    await tx.manager
      .getRepository(PackActivationEntity)
      .upsert({ ...activation, activatedAt: () => 'now()' }, ['tenantId', 'domain']);
  }

  /**
   * Activates these versions of the tenant's own. The caller has bumped the tenant's revision in the same
   * transaction.
   */
  async setOwnPlaybooks(
    tx: Transaction,
    { tenantId, domain }: { tenantId: string; domain: string },
    ownPlaybookIds: number[],
  ): Promise<void> {
    await tx.manager.getRepository(PackActivationEntity).update({ tenantId, domain }, { ownPlaybookIds });
  }
}

/** Whether this is the pack that the tenant means by the number. */
export const isNamed = (pack: DomainPackVersionEntity, { tenantId, domain, version }: DomainPackName): boolean =>
  pack.domain === domain && pack.version === version && (pack.tenantId === null || pack.tenantId === tenantId);

function columns(document: PackDocument, hash: string) {
  return {
    packJson: document.pack,
    original: document.original,
    contentHash: hash,
    createdBy: document.createdBy,
  };
}

// Concurrent imports of one pack take turns, so that versions have no gaps or duplicates.
const LOCK_NAME: Statement = { name: 'pack.lock', text: 'select pg_advisory_xact_lock(hashtextextended($1, 1))' };

const NEWEST_OF_ALL: Statement = {
  name: 'pack.newest_of_all',
  text: 'select newest_domain_pack_version($1) as version',
};

const NEWEST_SEEN: Statement = {
  name: 'pack.newest_seen',
  text: `
    select coalesce(max(version), 0) as version from domain_pack_version
    where domain = $1 and (tenant_id is null or tenant_id = $2)`,
};
