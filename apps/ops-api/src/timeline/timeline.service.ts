import { Injectable } from '@nestjs/common';
import {
  EventTimelineQueries,
  type TimelineOwner,
  type TimelinePage,
  type Transaction,
  TenantRequests,
} from '@sentinai/persistence';
import { ExceptionLookup } from '../lookups/exception.lookup.ts';
import { filterOf, timelineOf, toTimelineList } from './timeline.convert.ts';
import type { ListTimelineQuery, TimelineList } from './timeline.dto.ts';

@Injectable()
export class TimelineService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly lookup: ExceptionLookup,
    private readonly timelines: EventTimelineQueries,
  ) {}

  /** @throws ProblemException `not_found`; `invalid_request` when the cursor is invalid, or of another list */
  async list(tenantId: string, exceptionId: string, query: ListTimelineQuery): Promise<TimelineList> {
    return this.requests.run(tenantId, async (tx) => {
      const exception = await this.lookup.get(tx, { tenantId, exceptionId });
      return toTimelineList(exception, query, await this.read(tx, exception, query));
    });
  }

  /** Returns a page of the timeline of an exception read in the same transaction. */
  async read(tx: Transaction, owner: TimelineOwner, query: ListTimelineQuery): Promise<TimelinePage> {
    const after = timelineOf(owner, query).startOf(query) ?? 0;
    return this.timelines.page(tx, owner, { filter: filterOf(query), after, limit: query.limit });
  }
}
