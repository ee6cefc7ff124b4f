/**
 * The tenant's own playbooks: versions that people write, in force alongside those of the pack. One with the same
 * name replaces the pack's until it is deactivated.
 */
import type { Transaction } from '../database/transaction.ts';
import { type InForce, inForce } from '../packs/in-force.ts';
import type { PackRepository } from '../packs/pack.repository.ts';
import type { TenantRepository } from '../tenants/tenant.repository.ts';
import type { NewPlaybook, PlaybookOwner, PlaybookRepository, PlaybookVersion } from './playbook.repository.ts';

export class OwnPlaybooks {
  constructor(
    private readonly playbooks: PlaybookRepository,
    private readonly packs: PackRepository,
    private readonly tenants: TenantRepository,
  ) {}

  /**
   * Begins a change: until the end of the transaction, no other change or activation of the tenant can intervene.
   * @returns the tenant's new revision
   * @throws when the tenant does not exist
   */
  begin(tx: Transaction, tenantId: string): Promise<number> {
    return this.tenants.bumpRevision(tx, tenantId);
  }

  /** Returns the playbooks in force in each domain, by its name. */
  async inForce(tx: Transaction, tenantId: string): Promise<Map<string, InForce<PlaybookVersion>>> {
    const activations = await this.packs.activations(tx, [tenantId]);
    const ids = activations.flatMap(({ playbookIds, ownPlaybookIds }) => [...playbookIds, ...ownPlaybookIds]);
    const versions = await this.playbooks.findByIds(tx, [...new Set(ids)]);
    return new Map(
      activations.map(({ domain, playbookIds: ofPack, ownPlaybookIds: own }) => [
        domain,
        inForce(versions, ({ playbookId }) => playbookId, { ofPack, own }),
      ]),
    );
  }

  /** Saves the playbook and activates it, replacing the tenant's own of that name. */
  async put(
    tx: Transaction,
    owner: PlaybookOwner,
    { playbook, own, author }: { playbook: NewPlaybook; own: readonly PlaybookVersion[]; author: string },
  ): Promise<PlaybookVersion> {
    const [id = 0] = await this.playbooks.saveAll(tx, owner, [playbook], author);
    const others = own.filter(({ name }) => name !== playbook.name).map(({ playbookId }) => playbookId);
    await this.packs.setOwnPlaybooks(tx, owner, [...others, id]);
    const [version] = await this.playbooks.findByIds(tx, [id]);
    if (!version) throw new Error(`Playbook ${id} was not stored`);
    return version;
  }

  /** Deactivates one of the tenant's own; the pack's of that name, if any, is in force again. */
  async remove(
    tx: Transaction,
    owner: PlaybookOwner,
    { playbookId, own }: { playbookId: number; own: readonly PlaybookVersion[] },
  ): Promise<void> {
    const left = own.map((one) => one.playbookId).filter((id) => id !== playbookId);
    await this.packs.setOwnPlaybooks(tx, owner, left);
  }
}
