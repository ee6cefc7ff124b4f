/** One ingest request in memory: which items are new, what they do to their exceptions, what each sender is told. Pure. */
import { type ErrorCode, ExceptionIngested, type Fault, SourceUpdateReceived } from '@sentinai/contracts';
import { type ExceptionRecord, openCase } from '@sentinai/domain';
import { applyDecision } from '@sentinai/messaging';
import { type ExceptionChange, type IngestKey, type StoredEvent, exceptionKey } from '@sentinai/persistence';
import type { Submission } from './submission.ts';

export type ItemResult =
  | { status: 'accepted' | 'duplicate'; exception_id: string; event_id: string; event_type: string }
  | { status: 'rejected'; error: { code: ErrorCode; detail: string; errors: Fault[] } };

/** An item with the keys it goes by. */
export interface Entry {
  submission: Submission;
  /** Of the sender's Idempotency-Key; null without one. */
  idempotencyKey: string | null;
  /** Derives the ids of its events; unique for an item that nothing identifies. */
  causeId: string;
  /** Where it goes when it is new. */
  exceptionId: string;
}

export interface Submitter {
  tenantId: string;
  /** Subject of the token. */
  subject: string;
  now: Date;
}

export class IngestBatch {
  readonly keys: IngestKey[] = [];
  readonly events: StoredEvent[] = [];
  private readonly taken: Map<string, IngestKey>;
  private readonly cases = new Map<string, { record: ExceptionRecord; before: ExceptionRecord | null }>();

  /** @param known keys used before this request */
  constructor(
    private readonly submitter: Submitter,
    known: ReadonlyMap<string, IngestKey>,
    locked: ReadonlyMap<string, ExceptionRecord>,
  ) {
    this.taken = new Map(known);
    for (const [key, record] of locked) this.cases.set(key, { record, before: record });
  }

  add(entry: Entry): ItemResult {
    const { submission, idempotencyKey } = entry;
    const repeated = idempotencyKey === null ? undefined : this.taken.get(idempotencyKey);
    if (repeated && repeated.requestHash !== submission.contentKey) return conflict();
    if (repeated) return resultOf('duplicate', repeated);
    const before = submission.exceptionId === null ? undefined : this.taken.get(submission.contentKey);
    if (!before) return this.accept(entry);
    if (idempotencyKey !== null) this.take({ ...before, key: idempotencyKey });
    return resultOf('duplicate', before);
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
    const { tenantId, subject, now } = this.submitter;
    const { submission, exceptionId, causeId } = entry;
    const identity = { tenantId, exceptionId };
    const known = this.cases.get(exceptionKey(identity));
    const applied = applyDecision(
      known?.record ?? openCase(identity, submission.item, now),
      { events: [{ type: known ? SourceUpdateReceived.type : ExceptionIngested.type, data: submission.item }] },
      { id: causeId, correlationId: exceptionId, isEvent: false },
      { source: '/sentinai/intake', actor: { type: 'user', id: subject }, now },
    );
    this.cases.set(exceptionKey(identity), { record: applied.record, before: known?.before ?? null });
    this.events.push(...applied.events);
    const [event] = applied.events;
    if (!event) throw new Error(`Item for ${exceptionId} made no event`);
    return resultOf('accepted', this.remember(entry, event));
  }

  private remember({ submission, idempotencyKey }: Entry, event: StoredEvent): IngestKey {
    const { exceptionId, eventId, eventType } = event;
    const remembered = { requestHash: submission.contentKey, exceptionId, eventId, eventType };
    const keys = [idempotencyKey, submission.exceptionId === null ? null : submission.contentKey];
    for (const key of keys) {
      if (key !== null) this.take({ key, ...remembered });
    }
    return { key: '', ...remembered };
  }

  private take(key: IngestKey): void {
    this.keys.push(key);
    this.taken.set(key.key, key);
  }
}

const resultOf = (status: 'accepted' | 'duplicate', key: IngestKey): ItemResult => ({
  status,
  exception_id: key.exceptionId,
  event_id: key.eventId,
  event_type: key.eventType,
});

const conflict = (): ItemResult => ({
  status: 'rejected',
  error: {
    code: 'idempotency_conflict',
    detail: 'The Idempotency-Key was used before, with another body.',
    errors: [],
  },
});
