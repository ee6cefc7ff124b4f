/** A redriven record and the dead letter it belongs to. */
import { createHash } from 'node:crypto';
import { DEAD_LETTER_HEADER, type EventEnvelope } from '@sentinai/contracts';
import type { DeadLetterState } from '@sentinai/persistence';
import type { ReceivedRecord } from '../runtime/received-batch.ts';

/** A dead-lettered event that is processed again. */
export interface Redrive {
  /** Id of its dead letter. */
  id: string;
  /** Attempts before the redrive. */
  attempts: number;
  /** Number of redrives. */
  retries: number;
  /** Whether the exception counts the dead letter among its events in flight. */
  counted: boolean;
  /** Whether the inbox has the event as dead-lettered; false for a record that was unreadable then. */
  wasNoted: boolean;
}

const IDENTITY = /^\d{1,18}$/;

/**
 * Returns the dead letter that a record claims to belong to. Anybody can write the header, so the caller checks it
 * against the dead letter.
 */
export function deadLetterId({ message }: ReceivedRecord): string | undefined {
  const text = message.headers?.[DEAD_LETTER_HEADER]?.toString();
  return text !== undefined && IDENTITY.test(text) ? String(BigInt(text)) : undefined;
}

/** Undefined for a header that is forged, or older than the dead letter's state. */
export function redriveOf(
  event: EventEnvelope,
  record: ReceivedRecord,
  known: { deadLetters: ReadonlyMap<string, DeadLetterState>; wasNoted: boolean },
): Redrive | undefined {
  const entry = known.deadLetters.get(deadLetterId(record) ?? '');
  if (!entry || entry.status !== 'retrying') return undefined;
  if (entry.topic !== record.topic || entry.eventId?.toLowerCase() !== event.id) return undefined;
  const { id, attempts, retries, counted } = entry;
  return { id, attempts, retries, counted, wasNoted: known.wasNoted };
}

/** Returns the dead letter that keeps this very record. For unreadable records: only their bytes identify them. */
export function entryOfUnreadable(
  record: ReceivedRecord,
  deadLetters: ReadonlyMap<string, DeadLetterState>,
): DeadLetterState | undefined {
  const entry = deadLetters.get(deadLetterId(record) ?? '');
  const { value } = record.message;
  const hash = value && createHash('sha256').update(value).digest('hex');
  return entry && entry.topic === record.topic && entry.payloadHash === hash ? entry : undefined;
}
