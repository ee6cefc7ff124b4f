import { Injectable } from '@nestjs/common';
import { ExceptionQueries, isExceptionPosition, type ExceptionPosition, TenantRequests } from '@sentinai/persistence';
import { MAX_PAGE_SIZE, PagedList } from '@sentinai/service-kit';
import { ExceptionLookup } from '../lookups/exception.lookup.ts';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { toTimelineList } from '../timeline/timeline.convert.ts';
import { TimelineService } from '../timeline/timeline.service.ts';
import { CaseDetailService } from './case-detail.service.ts';
import { toDetail, toFilter, toItem, toSort } from './exceptions.convert.ts';
import type { ExceptionDetail, ExceptionList, ListExceptionsQuery } from './exceptions.dto.ts';

@Injectable()
export class ExceptionsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly exceptions: ExceptionQueries,
    private readonly lookup: ExceptionLookup,
    private readonly tenants: TenantLookup,
    private readonly timeline: TimelineService,
    private readonly cases: CaseDetailService,
  ) {}

  /** @throws ProblemException `invalid_request` when the cursor is invalid, or of another list; `unknown_tenant` */
  async list(tenantId: string, query: ListExceptionsQuery): Promise<ExceptionList> {
    const filter = toFilter(query);
    const sort = toSort(query.sort);
    const isPosition = (value: unknown): value is ExceptionPosition => isExceptionPosition(sort, value);
    const list = new PagedList(['exceptions', tenantId, query.sort, filter], isPosition);
    const after = list.startOf(query);
    const page = await this.requests.run(tenantId, async (tx) => {
      const found = await this.exceptions.page(tx, { tenantId, filter, sort, limit: query.limit, after });
      if (found.total === 0) await this.tenants.requireTenant(tx, tenantId);
      return found;
    });
    return {
      items: page.items.map(toItem),
      next_cursor: list.cursorAfter(page.next),
      total: page.total,
      total_is_exact: page.totalIsExact,
    };
  }

  /** @throws ProblemException `not_found` */
  async detail(tenantId: string, exceptionId: string): Promise<ExceptionDetail> {
    return this.requests.run(tenantId, async (tx) => {
      const exception = await this.lookup.get(tx, { tenantId, exceptionId });
      const first = { limit: MAX_PAGE_SIZE };
      const page = await this.timeline.read(tx, exception, first);
      return toDetail(exception, toTimelineList(exception, first, page), await this.cases.of(tx, exception, page));
    });
  }
}
