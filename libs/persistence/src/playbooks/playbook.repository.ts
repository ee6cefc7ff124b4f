/** Playbook versions and their steps. A version never changes; a changed playbook is a new version under its name. */
import type { JsonObject } from '@sentinai/contracts';
import type { StoredPlaybook } from '@sentinai/domain';
import { In, LessThan } from 'typeorm';
import type { Transaction } from '../database/transaction.ts';
import { contentHash } from '../content-hash.ts';
import { PlaybookEntity, PlaybookStepEntity } from './playbook.entity.ts';

export type NewPlaybook = Omit<StoredPlaybook, 'playbookId' | 'version' | 'createdBy'>;

export interface PlaybookVersion extends StoredPlaybook {
  tenantId: string;
  domain: string;
  createdBy: string | null;
  createdAt: Date;
}

/** Owner of the playbooks. */
export interface PlaybookOwner {
  tenantId: string;
  domain: string;
}

export class PlaybookRepository {
  /**
   * Saves new and changed playbooks and returns the ids in force, one for each given playbook.
   * @param createdBy the author of new versions; null for those of a pack
   */
  async saveAll(
    tx: Transaction,
    owner: PlaybookOwner,
    playbooks: readonly NewPlaybook[],
    createdBy: string | null = null,
  ): Promise<number[]> {
    const stored = await tx.manager.getRepository(PlaybookEntity).find({ where: owner, order: { version: 'ASC' } });
    const newest = new Map(stored.map((playbook) => [playbook.name, playbook]));
    const ids: number[] = [];
    for (const playbook of playbooks) {
      const hash = contentHash({ conditions: playbook.conditions, steps: playbook.steps });
      const current = newest.get(playbook.name);
      ids.push(
        current?.contentHash === hash
          ? current.playbookId
          : await this.insert(tx, { ...owner, playbook, hash, version: (current?.version ?? 0) + 1, createdBy }),
      );
    }
    return ids;
  }

  async findByIds(tx: Transaction, ids: readonly number[]): Promise<PlaybookVersion[]> {
    if (ids.length === 0) return [];
    const playbooks = await tx.manager.getRepository(PlaybookEntity).findBy({ playbookId: In([...ids]) });
    return this.withSteps(tx, playbooks);
  }

  /** Returns versions with one name, newest first. @param below older than this version; null: from the newest */
  async versions(
    tx: Transaction,
    { name, ...owner }: PlaybookOwner & { name: string },
    { below, limit }: { below: number | null; limit: number },
  ): Promise<PlaybookVersion[]> {
    const where = { ...owner, name, ...(below !== null && { version: LessThan(below) }) };
    const repository = tx.manager.getRepository(PlaybookEntity);
    return this.withSteps(tx, await repository.find({ where, order: { version: 'DESC' }, take: limit }));
  }

  async countVersions(tx: Transaction, { tenantId, domain, name }: PlaybookOwner & { name: string }): Promise<number> {
    return tx.manager.getRepository(PlaybookEntity).countBy({ tenantId, domain, name });
  }

  private async withSteps(tx: Transaction, playbooks: readonly PlaybookEntity[]): Promise<PlaybookVersion[]> {
    const ids = playbooks.map(({ playbookId }) => playbookId);
    const steps = await tx.manager
      .getRepository(PlaybookStepEntity)
      .find({ where: { playbookId: In([...ids]) }, order: { playbookId: 'ASC', stepOrder: 'ASC' } });
    return playbooks.map((playbook) => ({
      tenantId: playbook.tenantId,
      domain: playbook.domain,
      createdBy: playbook.createdBy,
      createdAt: playbook.createdAt,
      playbookId: playbook.playbookId,
      name: playbook.name,
      version: playbook.version,
      conditions: playbook.conditions as StoredPlaybook['conditions'],
      steps: steps
        .filter((step) => step.playbookId === playbook.playbookId)
        .map((step) => ({
          order: step.stepOrder,
          name: step.name,
          actionType: step.actionType,
          params: step.params as JsonObject,
        })),
    }));
  }

  private async insert(
    tx: Transaction,
    row: PlaybookOwner & { playbook: NewPlaybook; hash: string; version: number; createdBy: string | null },
  ): Promise<number> {
    const inserted = await tx.manager.getRepository(PlaybookEntity).insert({
      tenantId: row.tenantId,
      domain: row.domain,
      name: row.playbook.name,
      version: row.version,
      conditions: { ...row.playbook.conditions },
      contentHash: row.hash,
      createdBy: row.createdBy,
    });
    const { playbookId } = inserted.identifiers[0] as { playbookId: number };
    await tx.manager.getRepository(PlaybookStepEntity).insert(
      row.playbook.steps.map((step) => ({
        playbookId,
        tenantId: row.tenantId,
        stepOrder: step.order,
        name: step.name,
        actionType: step.actionType,
        params: step.params,
      })),
    );
    return playbookId;
  }
}
