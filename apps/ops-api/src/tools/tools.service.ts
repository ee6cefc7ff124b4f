import { Injectable } from '@nestjs/common';
import { TenantRequests, ToolDefinitionQueries, type ToolPosition } from '@sentinai/persistence';
import { integerIdOf, PagedList, ProblemException } from '@sentinai/service-kit';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { toToolDetail, toToolItem } from './tools.convert.ts';
import type { ListToolsQuery, ToolDetail, ToolList } from './tools.dto.ts';

@Injectable()
export class ToolsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly tools: ToolDefinitionQueries,
    private readonly tenants: TenantLookup,
  ) {}

  /** @throws ProblemException `invalid_request` when the cursor is invalid, or of another list; `unknown_tenant` */
  async list(tenantId: string, query: ListToolsQuery): Promise<ToolList> {
    const filter = { domains: query.domain, enabled: query.enabled, text: query.q };
    const list = new PagedList(['tools', tenantId, filter], isPosition);
    const after = list.startOf(query);
    const page = await this.requests.run(tenantId, async (tx) => {
      const found = await this.tools.page(tx, { tenantId, filter, limit: query.limit, after });
      if (found.total === 0) await this.tenants.requireTenant(tx, tenantId);
      return found;
    });
    return {
      items: page.items.map(toToolItem),
      next_cursor: list.cursorAfter(page.next),
      total: page.total,
    };
  }

  /** @throws ProblemException `not_found`, also for an invalid id: no tool can have it; `unknown_tenant` */
  async show(tenantId: string, toolId: string): Promise<ToolDetail> {
    return this.requests.run(tenantId, async (tx) => {
      const id = integerIdOf(toolId);
      const tool = id === null ? null : await this.tools.find(tx, tenantId, id);
      if (tool) return toToolDetail(tool, await this.tools.versions(tx, tenantId, tool));
      await this.tenants.requireTenant(tx, tenantId);
      throw new ProblemException('not_found', 'The tenant has no tool with this id.');
    });
  }
}

const isPosition = (value: unknown): value is ToolPosition =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string' && !part.includes('\0'));
