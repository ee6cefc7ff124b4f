/** Turns an event of the log into the record that announced it, so that a rebuild processes it as if it came from Kafka. */
import { createHash } from 'node:crypto';
import { findEvent } from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/persistence';
import { encodeEvent } from '../kafka/event.codec.ts';
import type { ReceivedRecord } from '../runtime/received-batch.ts';

/** Partition of a record that has no place in Kafka. */
export const NO_PARTITION = -1;
/** Offsets are bigints in the database. */
const LARGEST_OFFSET = (1n << 63n) - 1n;

/** @param rebuildId distinguishes the dead letters of one event in different rebuilds: they are unique by partition and offset */
export function recordOfStored(event: StoredEvent, rebuildId: string): ReceivedRecord {
  const { key, value, headers, timestamp } = encodeEvent(event);
  return {
    topic: findEvent(event.eventType)?.topic ?? '',
    partition: NO_PARTITION,
    message: {
      key: Buffer.from(String(key)),
      value: Buffer.from(String(value)),
      headers: headers ?? {},
      offset: offsetOf(event, rebuildId),
      timestamp: timestamp ?? '0',
      attributes: 0,
    },
  };
}

const offsetOf = ({ eventId }: StoredEvent, rebuildId: string): string =>
  String(createHash('sha256').update(`${rebuildId}/${eventId}`).digest().readBigUInt64BE() & LARGEST_OFFSET);
