/** Converts between a Kafka record and the row that keeps it while it waits. */
import { DEAD_LETTER_HEADER, type EventEnvelope, HEADERS, eventKey } from '@sentinai/contracts';
import type { ClaimedEvent, KeptRecord } from '@sentinai/persistence';
import { readableHeaders } from '../kafka/record-headers.ts';
import type { ReceivedRecord } from '../runtime/received-batch.ts';

/**
 * Returns the record of a received event that now has its place in the timeline: redacted data stays redacted, and
 * the event does not arrive a second time when the record is processed again.
 */
export function settledRecord(record: ReceivedRecord, received: EventEnvelope, placed: EventEnvelope): ReceivedRecord {
  if (received.sequence !== undefined) return record;
  const { key, offset, timestamp, attributes, headers } = record.message;
  const settled = {
    ...headers,
    [HEADERS.schemaVersion]: String(placed.schemaVersion),
    [HEADERS.sequence]: String(placed.sequence),
  };
  const value = Buffer.from(JSON.stringify(placed.data));
  return { ...record, message: { key, value, headers: settled, offset, timestamp, attributes } };
}

/** Headers with a meaning here: there could be too many others to keep. */
const KEPT_HEADERS: readonly string[] = [...Object.values(HEADERS), DEAD_LETTER_HEADER];

export function keptRecordOf({ topic, partition, message }: ReceivedRecord): KeptRecord {
  const headers = Object.entries(message.headers ?? {}).filter(([name]) => KEPT_HEADERS.includes(name));
  return {
    topic,
    partition,
    offset: message.offset,
    headers: readableHeaders(Object.fromEntries(headers)),
    payload: message.value ?? Buffer.alloc(0),
  };
}

export const recordOfClaimed = (claimed: ClaimedEvent): ReceivedRecord => ({
  topic: claimed.topic,
  partition: claimed.partition,
  message: {
    key: Buffer.from(eventKey(claimed.tenantId, claimed.exceptionId)),
    value: claimed.payload,
    headers: claimed.headers,
    offset: claimed.offset,
    timestamp: '0',
    attributes: 0,
  },
  claim: {
    id: claimed.id,
    tenantId: claimed.tenantId,
    exceptionId: claimed.exceptionId,
    attempts: claimed.attempts,
  },
});
