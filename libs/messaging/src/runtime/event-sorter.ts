/** Decides how to treat an event, given its earlier handlings. Pure. */
import type { EventEnvelope } from '@sentinai/contracts';
import { type EventRange, type WaitingEvent, exceptionKey } from '@sentinai/persistence';
import { type Redrive, redriveOf } from '../dead-letters/redrive.ts';
import type { LoadedBatch } from './case.store.ts';
import type { ReceivedRecord } from './received-batch.ts';

/**
 * - `fresh`: process it now
 * - `duplicate`: already processed, or already waiting; the resulting events are published again
 * - `parked`: an earlier event of its exception waits; it waits behind that one
 * - `outdated`: claimed from its waiting row, but another replica has tried it in the meantime
 */
export type Sort = 'fresh' | 'duplicate' | 'parked' | 'outdated';

export class EventSorter {
  private readonly waiting: ReadonlyMap<string, WaitingEvent>;
  private readonly held: Set<string>;

  constructor(private readonly loaded: Pick<LoadedBatch, 'processed' | 'waiting' | 'deadLetters'>) {
    this.waiting = new Map(loaded.waiting.map((event) => [event.eventId, event]));
    this.held = new Set(loaded.waiting.filter(({ isHead }) => isHead).map(exceptionKey));
  }

  sort(event: EventEnvelope, record: ReceivedRecord): Sort {
    const processed = this.loaded.processed.get(event.id);
    const waiting = this.waiting.get(event.id);
    const isOver = processed !== undefined && (processed.status === 'processed' || !this.redriveOf(event, record));
    if (isOver) return 'duplicate';
    if (record.claim) {
      const { id, attempts } = record.claim;
      return waiting?.id === id && waiting.attempts === attempts ? 'fresh' : 'outdated';
    }
    if (waiting) return 'duplicate';
    return this.held.has(exceptionKey(event)) ? 'parked' : 'fresh';
  }

  /** Makes the exception's later events wait from now on. */
  hold(event: EventEnvelope): void {
    this.held.add(exceptionKey(event));
  }

  redriveOf(event: EventEnvelope, record: ReceivedRecord): Redrive | undefined {
    const { deadLetters, processed } = this.loaded;
    return redriveOf(event, record, { deadLetters, wasNoted: processed.has(event.id) });
  }

  /** Returns what earlier handlings of the event added to the timeline: only they knew whether it was published. */
  stored(event: EventEnvelope): EventRange[] {
    const waiting = this.waiting.get(event.id);
    const processed = this.loaded.processed.get(event.id);
    return [
      ...(waiting ? rangeOf(waiting, waiting.handledAt) : []),
      ...(processed ? rangeOf(processed, processed.processedAt) : []),
    ];
  }
}

function rangeOf(stored: Stored, createdAt: Date): EventRange[] {
  const { tenantId, exceptionId, firstSequence, lastSequence } = stored;
  if (firstSequence === null || lastSequence === null) return [];
  return [{ tenantId, exceptionId, firstSequence, lastSequence, createdAt }];
}

type Stored = Pick<WaitingEvent, 'tenantId' | 'exceptionId' | 'firstSequence' | 'lastSequence'>;
