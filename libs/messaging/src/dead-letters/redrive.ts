/** A record that somebody has tried again, and the entry of the dead letters it belongs to. */
import { createHash } from 'node:crypto';
import { DEAD_LETTER_HEADER, type EventEnvelope } from '@sentinai/contracts';
import type { DeadLetterState } from '@sentinai/persistence';
import type { ReceivedRecord } from '../runtime/received-batch.ts';

/** An event that was set aside and is processed once more. */
export interface Redrive {
  /** Of its entry. */
  id: string;
  /** Attempts before somebody tried it again. */
  attempts: number;
  /** How often somebody has tried it again. */
  retries: number;
  /** Whether its exception counts the entry among the events in flight. */
  counted: boolean;
  /** Whether the inbox knows it as set aside; false for a record that could not be read then. */
  wasNoted: boolean;
}

const IDENTITY = /^\d{1,18}$/;

/** The entry a record says it belongs to. Anybody can write that: it is to be checked against the entry. */
export function deadLetterId({ message }: ReceivedRecord): string | undefined {
  const text = message.headers?.[DEAD_LETTER_HEADER]?.toString();
  return text !== undefined && IDENTITY.test(text) ? String(BigInt(text)) : undefined;
}

/** Undefined for a header that is forged, or older than the entry's state. */
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

/** The entry that keeps this very record. For records that cannot be read: nothing but their bytes says what they are. */
export function entryOfUnreadable(
  record: ReceivedRecord,
  deadLetters: ReadonlyMap<string, DeadLetterState>,
): DeadLetterState | undefined {
  const entry = deadLetters.get(deadLetterId(record) ?? '');
  const { value } = record.message;
  const hash = value && createHash('sha256').update(value).digest('hex');
  return entry && entry.topic === record.topic && entry.payloadHash === hash ? entry : undefined;
}
