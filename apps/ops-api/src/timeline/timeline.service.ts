import { Injectable } from '@nestjs/common';
import { EventTimelineQueries, type TimelineOwner, type Transaction, TenantRequests } from '@sentinai/persistence';
import { decodeCursor, encodeCursor } from '../paging/cursor.ts';
import { ExceptionLookup } from '../reads/exception.lookup.ts';
import { toTimelineEvent } from './timeline.convert.ts';
import type { ListTimelineQuery, TimelineList } from './timeline.dto.ts';

@Injectable()
export class TimelineService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly lookup: ExceptionLookup,
    private readonly timelines: EventTimelineQueries,
  ) {}

  /** @throws ProblemException `not_found`; `invalid_request` when the cursor is none, or of another list */
  async list(tenantId: string, exceptionId: string, query: ListTimelineQuery): Promise<TimelineList> {
    return this.requests.run(tenantId, async (tx) => {
      const exception = await this.lookup.get(tx, { tenantId, exceptionId });
      return this.page(tx, exception, query);
    });
  }

  /** A page of the timeline of an exception that has been read in the same transaction. */
  async page(tx: Transaction, owner: TimelineOwner, query: ListTimelineQuery): Promise<TimelineList> {
    const filter = { eventTypes: query.event_type, actorTypes: query.actor_type };
    const identity = ['timeline', owner.tenantId, owner.exceptionId, filter];
    const after = query.cursor === undefined ? 0 : decodeCursor(query.cursor, identity, isSequence);
    const page = await this.timelines.page(tx, owner, { filter, after, limit: query.limit });
    return {
      items: page.events.map(toTimelineEvent),
      next_cursor: page.next === null ? null : encodeCursor(identity, page.next),
      total: page.total,
    };
  }
}

const MAX_SEQUENCE = 2 ** 31 - 1;

const isSequence = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_SEQUENCE;
