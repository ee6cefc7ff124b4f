/** One ingest request in memory: decides which items are new, updates their exceptions and builds the result of each item. Pure. */
import {
  type ErrorCode,
  ExceptionIngested,
  type Fault,
  ManualExceptionCreated,
  SourceUpdateReceived,
} from '@sentinai/contracts';
import { type ExceptionRecord, actOfCommand, emit, openCase } from '@sentinai/domain';
import { type ActInTimeline, applyDecision } from '@sentinai/messaging';
import { type ExceptionChange, type NewestEvent, type StoredEvent, exceptionKey } from '@sentinai/persistence';
import type { IngestKey } from './ingest-key.repository.ts';
import type { Submission } from './submission.ts';

export type ItemResult =
  | { status: 'accepted' | 'duplicate'; exception_id: string; event_id: string; event_type: string }
  | { status: 'rejected'; error: { code: ErrorCode; detail: string; errors: Fault[] } };

/** An item with its keys. */
export interface Entry {
  submission: Submission;
  /** Derived from the sender's Idempotency-Key; null without one. */
  idempotencyKey: string | null;
  /** The ids of its events are derived from this; unique for an item that nothing identifies. */
  causeId: string;
  /** Exception that a new item belongs to. */
  exceptionId: string;
}

/** Key by which a repeated state is recognized; null for an item that is a new exception each time. */
export const stateKeyOf = ({ exceptionId, sourceEventKey, contentKey }: Submission): string | null =>
  exceptionId === null ? null : (sourceEventKey ?? contentKey);

/**
 * Returns the exceptions whose states in this request are a redelivered file: several states, all known, ending with the newest one. When
 * some of them share one second of the source, nothing else distinguishes this from a source that flaps within a second.
 */
export function replaysOf(entries: readonly Entry[], { keys, newest }: Known): Set<string> {
  const told = Map.groupBy(entries, ({ exceptionId }) => exceptionId);
  const isReplay = (exceptionId: string): boolean => {
    const states = (told.get(exceptionId) ?? []).map(({ submission }) => keys.get(submission.contentKey));
    return states.length > 1 && states.every(Boolean) && states.at(-1)?.eventId === newest.get(exceptionId)?.eventId;
  };
  return new Set([...newest.keys()].filter(isReplay));
}

export interface Submitter {
  tenantId: string;
  /** Subject of the sender's token. */
  subject: string;
  /** Whether the sender creates the exceptions by hand, rather than reporting a source's. */
  byHand: boolean;
  now: Date;
}

/** Stored state that the items of a request refer to. */
export interface Known {
  /** Previously used ingest keys, by key. */
  keys: ReadonlyMap<string, IngestKey>;
  /** Newest state of each exception for which the request repeats a known state, by exception id. */
  newest: ReadonlyMap<string, NewestEvent>;
}

export class IngestBatch {
  /** Keys used for the first time. */
  readonly keys: IngestKey[] = [];
  /** Keys used before that now refer to a newer event. */
  readonly renewed: IngestKey[] = [];
  readonly events: StoredEvent[] = [];
  /** Exceptions that a person creates. */
  readonly acts: ActInTimeline[] = [];
  private readonly taken: Map<string, IngestKey>;
  private readonly newest: Map<string, NewestEvent>;
  private readonly cases = new Map<string, { record: ExceptionRecord; before: ExceptionRecord | null }>();

  /** @param replayed exceptions whose states in this request are a repetition as a whole: see {@link replaysOf} */
  constructor(
    private readonly submitter: Submitter,
    { keys, newest }: Known,
    locked: ReadonlyMap<string, ExceptionRecord>,
    private readonly replayed: ReadonlySet<string> = new Set(),
  ) {
    this.taken = new Map(keys);
    this.newest = new Map(newest);
    for (const [key, record] of locked) this.cases.set(key, { record, before: record });
  }

  add(entry: Entry): ItemResult {
    const { submission, idempotencyKey } = entry;
    const repeated = idempotencyKey === null ? undefined : this.taken.get(idempotencyKey);
    if (repeated && repeated.requestHash !== submission.contentKey) return conflict(IDEMPOTENCY_KEY_REUSED);
    if (repeated) return resultOf('duplicate', repeated);
    const stateKey = stateKeyOf(submission);
    const before = stateKey === null ? undefined : this.taken.get(stateKey);
    if (before && before.requestHash !== submission.contentKey) return conflict(SOURCE_EVENT_ID_REUSED);
    if (!before || this.isBack(entry, before)) return this.accept(entry);
    if (idempotencyKey !== null) this.take({ ...before, key: idempotencyKey });
    return resultOf('duplicate', before);
  }

  /**
   * Whether a known state has returned after another one, rather than being a duplicate. Without a source time only the newest state can be
   * a duplicate. With one, a duplicate of an older state is recognized too; states within the newest one's second count in order of
   * arrival.
   */
  private isBack({ submission, exceptionId }: Entry, before: IngestKey): boolean {
    if (submission.sourceEventKey !== null) return false;
    const newest = this.newest.get(exceptionId);
    if (!newest || newest.eventId === before.eventId) return false;
    const updatedAt = instantOf(submission.item.source_updated_at);
    if (updatedAt === null) return true;
    if (newest.sourceUpdatedAt === null || this.replayed.has(exceptionId)) return false;
    return secondOf(updatedAt) === secondOf(newest.sourceUpdatedAt);
  }

  opened(): ExceptionRecord[] {
    return [...this.cases.values()].filter(({ before }) => before === null).map(({ record }) => record);
  }

  touched(): ExceptionChange[] {
    return [...this.cases.values()].flatMap(({ record, before }) =>
      before !== null && before !== record ? [{ record, before }] : [],
    );
  }

  private accept(entry: Entry): ItemResult {
    const { tenantId, subject, byHand, now } = this.submitter;
    const { submission, exceptionId, causeId } = entry;
    const identity = { tenantId, exceptionId };
    const known = this.cases.get(exceptionKey(identity));
    const first = byHand ? ManualExceptionCreated : ExceptionIngested;
    const applied = applyDecision(
      known?.record ?? openCase(identity, submission.item, now),
      { events: [emit(known ? SourceUpdateReceived : first, submission.item)] },
      { id: causeId, correlationId: exceptionId, isEvent: false, ...occasionOf(known?.record) },
      { source: '/sentinai/intake', actor: { type: 'user', id: subject }, now },
    );
    this.cases.set(exceptionKey(identity), { record: applied.record, before: known?.before ?? null });
    this.events.push(...applied.events);
    const [event] = applied.events;
    if (!event) throw new Error(`The item for ${exceptionId} produced no event`);
    if (event.eventType === ManualExceptionCreated.type) {
      this.acts.push({
        event,
        act: actOfCommand({ type: 'ManualExceptionCreated', data: submission.item }, applied.record),
      });
    }
    const sourceUpdatedAt = instantOf(submission.item.source_updated_at);
    this.newest.set(exceptionId, { eventId: event.eventId, sourceUpdatedAt });
    return resultOf('accepted', this.remember(entry, event));
  }

  private remember({ submission, idempotencyKey }: Entry, event: StoredEvent): IngestKey {
    const { exceptionId, eventId, eventType } = event;
    const remembered = { requestHash: submission.contentKey, exceptionId, eventId, eventType };
    for (const key of [idempotencyKey, stateKeyOf(submission)]) {
      if (key !== null) this.take({ key, ...remembered });
    }
    return { key: '', ...remembered };
  }

  private take(key: IngestKey): void {
    const before = this.taken.get(key.key);
    const list = before === undefined || this.keys.includes(before) ? this.keys : this.renewed;
    const place = before === undefined ? -1 : list.indexOf(before);
    list.splice(place < 0 ? list.length : place, 1, key);
    this.taken.set(key.key, key);
  }
}

/** Distinguishes the occurrences of a state that returns: each has its own place in the timeline. */
const occasionOf = (known: ExceptionRecord | undefined): { occasion?: string } =>
  known ? { occasion: String(known.eventCount + 1) } : {};

const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const secondOf = (instant: Date): number => Math.floor(instant.getTime() / 1_000);

const resultOf = (status: 'accepted' | 'duplicate', key: IngestKey): ItemResult => ({
  status,
  exception_id: key.exceptionId,
  event_id: key.eventId,
  event_type: key.eventType,
});

const IDEMPOTENCY_KEY_REUSED = 'The Idempotency-Key was already used with a different body.';
const SOURCE_EVENT_ID_REUSED = 'The source_event_id was already used for this exception with different content.';

const conflict = (detail: string): ItemResult => ({
  status: 'rejected',
  error: { code: 'idempotency_conflict', detail, errors: [] },
});
