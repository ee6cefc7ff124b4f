/** Tool versions. A version never changes; a changed tool is a new version under its name. */
import type { JsonObject } from '@sentinai/contracts';
import type { StoredTool } from '@sentinai/domain';
import { In } from 'typeorm';
import type { Transaction } from '../database/transaction.ts';
import { contentHash } from '../content-hash.ts';
import { ToolDefinitionEntity } from './tool-definition.entity.ts';

export type NewTool = Omit<StoredTool, 'toolId' | 'version'>;

export class ToolDefinitionRepository {
  /** Saves new and changed tools and returns the ids in force, one for each given tool. */
  async saveAll(
    tx: Transaction,
    owner: { tenantId: string; domain: string },
    tools: readonly NewTool[],
  ): Promise<number[]> {
    const repository = tx.manager.getRepository(ToolDefinitionEntity);
    const stored = await repository.find({ where: owner, order: { version: 'ASC' } });
    const newest = new Map(stored.map((tool) => [tool.name, tool]));
    const ids: number[] = [];
    for (const tool of tools) {
      const hash = contentHash({ type: tool.type, config: tool.config });
      const current = newest.get(tool.name);
      if (current?.contentHash === hash) {
        ids.push(current.toolId);
        continue;
      }
      const version = (current?.version ?? 0) + 1;
      const { name, type, config } = tool;
      const inserted = await repository.insert({ ...owner, name, version, type, config, contentHash: hash });
      ids.push((inserted.identifiers[0] as { toolId: number }).toolId);
    }
    return ids;
  }

  async findByIds(tx: Transaction, ids: readonly number[]): Promise<StoredTool[]> {
    if (ids.length === 0) return [];
    const tools = await tx.manager.getRepository(ToolDefinitionEntity).findBy({ toolId: In([...ids]) });
    return tools.map(({ toolId, name, version, type, config }) => ({
      toolId,
      name,
      version,
      type: type as StoredTool['type'],
      config: config as JsonObject,
    }));
  }
}
