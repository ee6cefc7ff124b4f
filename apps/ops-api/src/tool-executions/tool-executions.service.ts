import { Injectable } from '@nestjs/common';
import { TenantRequests, ToolExecutionQueries } from '@sentinai/persistence';
import { isMoment, isUuid, PagedList, ProblemException } from '@sentinai/service-kit';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { toExecutionDetail, toExecutionItem } from './tool-executions.convert.ts';
import type { ListToolExecutionsQuery, ToolExecutionDetail, ToolExecutionList } from './tool-executions.dto.ts';

@Injectable()
export class ToolExecutionsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly executions: ToolExecutionQueries,
    private readonly tenants: TenantLookup,
  ) {}

  /** @throws ProblemException `invalid_request` when the cursor is invalid, or of another list; `unknown_tenant` */
  async list(tenantId: string, query: ListToolExecutionsQuery): Promise<ToolExecutionList> {
    const { tool: tools, status: statuses, exception_id: exceptionId, requested_by: requestedBy, from, to } = query;
    const filter = { tools, statuses, exceptionId, requestedBy, from, to };
    const list = new PagedList(['tool-executions', tenantId, filter], isMoment);
    const after = list.startOf(query);
    const page = await this.requests.run(tenantId, async (tx) => {
      const found = await this.executions.page(tx, { tenantId, filter, limit: query.limit, after });
      if (found.total === 0) await this.tenants.requireTenant(tx, tenantId);
      return found;
    });
    return {
      items: page.items.map(toExecutionItem),
      next_cursor: list.cursorAfter(page.next),
      total: page.total,
      total_is_exact: page.totalIsExact,
    };
  }

  /** @throws ProblemException `not_found`, `unknown_tenant` */
  async show(tenantId: string, executionId: string): Promise<ToolExecutionDetail> {
    return this.requests.run(tenantId, async (tx) => {
      const run = isUuid(executionId) ? await this.executions.find(tx, { tenantId, executionId }) : null;
      if (run) return toExecutionDetail(run);
      await this.tenants.requireTenant(tx, tenantId);
      throw new ProblemException('not_found', 'The tenant has no tool run with this id.');
    });
  }
}
