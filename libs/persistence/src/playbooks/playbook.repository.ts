/** Playbook versions and their steps. A version never changes; a changed playbook is a new version under its name. */
import type { JsonObject } from '@sentinai/contracts';
import type { StoredPlaybook } from '@sentinai/domain';
import { In } from 'typeorm';
import type { Transaction } from '../database/transaction.ts';
import { contentHash } from '../content-hash.ts';
import { PlaybookEntity, PlaybookStepEntity } from './playbook.entity.ts';

export type NewPlaybook = Omit<StoredPlaybook, 'playbookId' | 'version'>;

export class PlaybookRepository {
  /** Saves what is new or changed and returns the ids in force, one for each given playbook. */
  async saveAll(
    tx: Transaction,
    owner: { tenantId: string; domain: string },
    playbooks: readonly NewPlaybook[],
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
          : await this.insert(tx, { ...owner, playbook, hash, version: (current?.version ?? 0) + 1 }),
      );
    }
    return ids;
  }

  async findByIds(tx: Transaction, ids: readonly number[]): Promise<(StoredPlaybook & { tenantId: string })[]> {
    if (ids.length === 0) return [];
    const playbooks = await tx.manager.getRepository(PlaybookEntity).findBy({ playbookId: In([...ids]) });
    const steps = await tx.manager
      .getRepository(PlaybookStepEntity)
      .find({ where: { playbookId: In([...ids]) }, order: { playbookId: 'ASC', stepOrder: 'ASC' } });
    return playbooks.map((playbook) => ({
      tenantId: playbook.tenantId,
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
    row: { tenantId: string; domain: string; playbook: NewPlaybook; hash: string; version: number },
  ): Promise<number> {
    const inserted = await tx.manager.getRepository(PlaybookEntity).insert({
      tenantId: row.tenantId,
      domain: row.domain,
      name: row.playbook.name,
      version: row.version,
      conditions: { ...row.playbook.conditions },
      contentHash: row.hash,
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
