/** The read side of the event log: one exception's timeline, in the order of its sequence. */
import type { ActorType } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { EVENT_COLUMNS, type EventRow, eventFromRow } from './event-log.repository.ts';
import type { StoredEvent } from './stored-event.ts';

/** The exception that a timeline belongs to, with the facts that bound it. */
export type TimelineOwner = Pick<
  ExceptionRecord,
  'tenantId' | 'exceptionId' | 'createdAt' | 'updatedAt' | 'eventCount'
>;

/** Filter of a timeline. A list matches any of its values; absent fields do not restrict. */
export interface TimelineFilter {
  eventTypes?: readonly string[];
  actorTypes?: readonly ActorType[];
}

export interface TimelinePageQuery {
  filter: TimelineFilter;
  /** Sequence of the last event of the previous page; 0 for the first page. */
  after: number;
  /** Events per page, at least 1. */
  limit: number;
}

export interface TimelinePage {
  events: StoredEvent[];
  /** Number of matching events on all pages. */
  total: number;
  /** The `after` of the next page; null on the last. */
  next: number | null;
}

export class EventTimelineQueries {
  /**
   * Returns one page of the timeline as it stood when its owner was read: later events are not included.
   *
   * The log is partitioned by the events' own time, so only the partitions of the exception's lifetime are read. An
   * event of a foreign producer may have any time; when the count shows that some are missing, every partition is
   * read.
   */
  async page(tx: Transaction, owner: TimelineOwner, query: TimelinePageQuery): Promise<TimelinePage> {
    const lifetime = lifetimeOf(owner);
    if (holdsAll(query, owner)) {
      const events = await this.events(tx, owner, query, lifetime);
      if (events.length >= owner.eventCount) return { events, total: events.length, next: null };
    }
    const counted = await this.count(tx, owner, query.filter, lifetime);
    if (counted.found >= owner.eventCount) return this.read(tx, owner, query, { ...counted, span: lifetime });
    const everywhere = await this.count(tx, owner, query.filter, ALL_TIME);
    return this.read(tx, owner, query, { ...everywhere, span: ALL_TIME });
  }

  /**
   * Returns the newest event of each of the given types that occurs, by type. For types that our workers emit, whose
   * time is reliable.
   */
  async newestOf(
    tx: Transaction,
    owner: TimelineOwner,
    eventTypes: readonly string[],
  ): Promise<Map<string, StoredEvent>> {
    const rows = await tx.rows<EventRow>(NEWEST_OF, [...whereabouts(owner, lifetimeOf(owner)), eventTypes]);
    return new Map(rows.map((row) => [row.event_type, eventFromRow(row)]));
  }

  private async count(tx: Transaction, owner: TimelineOwner, filter: TimelineFilter, span: TimeSpan): Promise<Counted> {
    const [row] = await tx.rows<Counted>(COUNT, [...whereabouts(owner, span), ...filterValues(filter)]);
    return row ?? { found: 0, matching: 0 };
  }

  private async read(
    tx: Transaction,
    owner: TimelineOwner,
    query: TimelinePageQuery,
    { span, matching }: Counted & { span: TimeSpan },
  ): Promise<TimelinePage> {
    const found = await this.events(tx, owner, query, span);
    const events = found.slice(0, query.limit);
    return { events, total: matching, next: found.length > query.limit ? (events.at(-1)?.sequence ?? null) : null };
  }

  /** Returns the events of a page, plus one more if there is one. */
  private async events(
    tx: Transaction,
    owner: TimelineOwner,
    { filter, after, limit }: TimelinePageQuery,
    span: TimeSpan,
  ): Promise<StoredEvent[]> {
    const values = [...whereabouts(owner, span), ...filterValues(filter), after, limit + 1];
    return (await tx.rows<EventRow>(PAGE, values)).map(eventFromRow);
  }
}

/** Reading a whole timeline also counts it. */
const holdsAll = ({ filter, after, limit }: TimelinePageQuery, { eventCount }: TimelineOwner): boolean =>
  after === 0 && !filter.eventTypes && !filter.actorTypes && eventCount <= limit;

interface Counted {
  /** Events in the time span. */
  found: number;
  /** Those that match the filter. */
  matching: number;
}

/** PostgreSQL's text of two instants. */
type TimeSpan = readonly [from: string, to: string];

const ALL_TIME: TimeSpan = ['-infinity', 'infinity'];

/** Clocks of two machines differ by less than this. */
const CLOCK_DIFFERENCE_MS = 86_400_000;

const lifetimeOf = ({ createdAt, updatedAt }: TimelineOwner): TimeSpan => [
  new Date(createdAt.getTime() - CLOCK_DIFFERENCE_MS).toISOString(),
  new Date(updatedAt.getTime() + CLOCK_DIFFERENCE_MS).toISOString(),
];

const whereabouts = (owner: TimelineOwner, span: TimeSpan): unknown[] => [
  owner.tenantId,
  owner.exceptionId,
  owner.eventCount,
  ...span,
];

const filterValues = ({ eventTypes, actorTypes }: TimelineFilter): unknown[] => [
  eventTypes ?? null,
  actorTypes ?? null,
];

const OF_THE_EXCEPTION = `e.tenant_id = $1 and e.exception_id = $2 and e.sequence <= $3
      and e.created_at between $4::timestamptz and $5::timestamptz`;

// No index serves these filters, so a single text with optional conditions costs nothing and keeps its plan.
const MATCHING = `($6::varchar[] is null or e.event_type = any($6)) and ($7::actor_type[] is null or e.actor_type = any($7))`;

const COUNT: Statement = {
  name: 'timeline.count',
  text: `
    select count(*)::integer as found, (count(*) filter (where ${MATCHING}))::integer as matching
    from exception_event e
    where ${OF_THE_EXCEPTION}`,
};

const PAGE: Statement = {
  name: 'timeline.page',
  text: `
    select ${EVENT_COLUMNS}
    from exception_event e
    where ${OF_THE_EXCEPTION} and ${MATCHING} and e.sequence > $8
    order by e.sequence
    limit $9`,
};

const NEWEST_OF: Statement = {
  name: 'timeline.newest_of',
  text: `
    select distinct on (e.event_type) ${EVENT_COLUMNS}
    from exception_event e
    where ${OF_THE_EXCEPTION} and e.event_type = any ($6::varchar[])
    order by e.event_type, e.sequence desc`,
};
