/** Activates packs for a tenant: saves the versions, materializes playbooks and tools, points the tenant at them. */
import { type DomainPack, type TenantPolicyPack, packPlaybooks, packTools, playbookToStored } from '@sentinai/domain';
import type { Transaction } from '../database/transaction.ts';
import type { PlaybookRepository } from '../playbooks/playbook.repository.ts';
import type { TenantRepository } from '../tenants/tenant.repository.ts';
import type { ToolDefinitionRepository } from '../tools/tool-definition.repository.ts';
import type {
  ActivationHistoryRepository,
  ActivationKind,
  HistoricActivation,
} from './activation-history.repository.ts';
import type { DomainPackOwner, PackDocument, PackRepository, PackVersion } from './pack.repository.ts';

export interface ActivationRequest {
  tenantId: string;
  domain: string;
  domainPackVersion: number;
  policyPackVersion: number | null;
  activatedBy: string;
}

export interface ActivationReport {
  playbooks: number;
  tools: number;
  /** The tenant's configuration revision that includes the activation. */
  revision: number;
}

export class PackInstaller {
  constructor(
    private readonly packs: PackRepository,
    private readonly playbooks: PlaybookRepository,
    private readonly tools: ToolDefinitionRepository,
    private readonly tenants: TenantRepository,
    private readonly history: ActivationHistoryRepository,
  ) {}

  /** @param owner null: published to all tenants */
  async saveDomainPack(
    tx: Transaction,
    pack: DomainPack,
    { owner, original, createdBy }: { owner: DomainPackOwner; original: unknown; createdBy: string },
  ): Promise<PackVersion> {
    const name = { tenantId: owner, domain: pack.domain };
    return this.packs.saveDomainPack(tx, name, document(pack, original, createdBy));
  }

  async saveTenantPack(
    tx: Transaction,
    pack: TenantPolicyPack,
    original: unknown,
    createdBy: string,
  ): Promise<PackVersion> {
    const owner = { tenantId: pack.tenant_id, domain: pack.domain };
    return this.packs.saveTenantPack(tx, owner, document(pack, original, createdBy));
  }

  /** @throws when the tenant or a named version does not exist */
  async activate(tx: Transaction, request: ActivationRequest): Promise<ActivationReport> {
    const { tenantId, domain } = request;
    // First, because it locks the tenant: concurrent activations take turns, so that versions are not duplicated.
    const revision = await this.tenants.bumpRevision(tx, tenantId);
    const before = await this.history.newest(tx, tenantId, domain);
    return this.putIntoForce(tx, request, { revision, kind: 'activated', previousId: before?.id ?? null });
  }

  /**
   * Restores the activation before the one in force. Rolling back once more continues further back: what was rolled
   * back does not return.
   * @returns null when there was no earlier activation
   * @throws when the tenant does not exist
   */
  async rollBack(
    tx: Transaction,
    { tenantId, domain, activatedBy }: { tenantId: string; domain: string; activatedBy: string },
  ): Promise<(ActivationReport & { activation: HistoricActivation }) | null> {
    const revision = await this.tenants.bumpRevision(tx, tenantId);
    const now = await this.history.newest(tx, tenantId, domain);
    const before = now?.previousId == null ? null : await this.history.find(tx, now.previousId);
    if (!before) return null;
    const { domainPackVersion, policyPackVersion, previousId } = before;
    const request = { tenantId, domain, domainPackVersion, policyPackVersion, activatedBy };
    const report = await this.putIntoForce(tx, request, { revision, kind: 'rolled_back', previousId });
    return { ...report, activation: before };
  }

  private async putIntoForce(
    tx: Transaction,
    request: ActivationRequest,
    { revision, kind, previousId }: { revision: number; kind: ActivationKind; previousId: string | null },
  ): Promise<ActivationReport> {
    const { tenantId, domain, domainPackVersion: version } = request;
    const [domainPack] = await this.packs.domainPacks(tx, [{ tenantId, domain, version }]);
    if (!domainPack) throw new Error(`Domain pack ${domain} version ${version} does not exist`);
    const pack = domainPack.packJson as DomainPack;
    const tenantPack = await this.tenantPack(tx, request);
    const playbookIds = await this.playbooks.saveAll(
      tx,
      { tenantId, domain },
      packPlaybooks(pack, tenantPack).map(playbookToStored),
    );
    const toolIds = await this.tools.saveAll(tx, { tenantId, domain }, packTools(pack, tenantPack));
    await this.packs.activate(tx, { ...request, playbookIds, toolIds });
    await this.history.add(tx, { ...request, kind, previousId });
    return { playbooks: playbookIds.length, tools: toolIds.length, revision };
  }

  private async tenantPack(tx: Transaction, request: ActivationRequest): Promise<TenantPolicyPack | null> {
    const { tenantId, domain, policyPackVersion } = request;
    if (policyPackVersion === null) return null;
    const [stored] = await this.packs.tenantPacks(tx, [{ tenantId, domain, version: policyPackVersion }]);
    if (!stored) throw new Error(`Policy pack ${tenantId}/${domain} version ${policyPackVersion} does not exist`);
    return stored.packJson as TenantPolicyPack;
  }
}

const document = (pack: object, original: unknown, createdBy: string): PackDocument => ({
  pack,
  original: original as object,
  createdBy,
});
