/** Pack versions and their activation. A version never changes; saving the same content again gives the same version. */
import { In } from 'typeorm';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { contentHash } from '../content-hash.ts';
import { DomainPackVersionEntity, PackActivationEntity, TenantPolicyPackVersionEntity } from './pack.entity.ts';

/** A pack to be saved: as translated, and as it was handed in. */
export interface PackDocument {
  pack: object;
  original: object;
  createdBy: string;
}

export interface PackVersion {
  version: number;
  pack: object;
  /** False when this very content had a version already. */
  created: boolean;
}

export type Activation = Pick<
  PackActivationEntity,
  'tenantId' | 'domain' | 'domainPackVersion' | 'policyPackVersion' | 'playbookIds' | 'toolIds' | 'activatedBy'
>;

export class PackRepository {
  async saveDomainPack(tx: Transaction, domain: string, document: PackDocument): Promise<PackVersion> {
    await tx.rows(LOCK_NAME, [`domain_pack:${domain}`]);
    const newest = await this.newestDomainPack(tx, domain);
    const hash = contentHash(document.pack);
    if (newest?.contentHash === hash) return { version: newest.version, pack: newest.packJson, created: false };
    const version = (newest?.version ?? 0) + 1;
    await tx.manager.getRepository(DomainPackVersionEntity).insert({ domain, version, ...columns(document, hash) });
    return { version, pack: document.pack, created: true };
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

  async newestDomainPack(tx: Transaction, domain: string): Promise<DomainPackVersionEntity | null> {
    return tx.manager.getRepository(DomainPackVersionEntity).findOne({ where: { domain }, order: { version: 'DESC' } });
  }

  async domainPacks(
    tx: Transaction,
    versions: readonly { domain: string; version: number }[],
  ): Promise<DomainPackVersionEntity[]> {
    if (versions.length === 0) return [];
    return tx.manager.getRepository(DomainPackVersionEntity).find({ where: [...versions] });
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

  /** Puts these versions of the tenant's own in force. The caller has bumped the tenant's revision in the same transaction. */
  async setOwnPlaybooks(
    tx: Transaction,
    { tenantId, domain }: { tenantId: string; domain: string },
    ownPlaybookIds: number[],
  ): Promise<void> {
    await tx.manager.getRepository(PackActivationEntity).update({ tenantId, domain }, { ownPlaybookIds });
  }
}

function columns(document: PackDocument, hash: string) {
  return {
    packJson: document.pack,
    original: document.original,
    contentHash: hash,
    createdBy: document.createdBy,
  };
}

// Two imports of one pack at once take turns, so versions have no gaps and no twins.
const LOCK_NAME: Statement = { name: 'pack.lock', text: 'select pg_advisory_xact_lock(hashtextextended($1, 1))' };
