/** Records from Kafka, decoded and separated into events and unreadable records. */
import { type EventEnvelope, HEADERS, isExceptionId, isTenantId } from '@sentinai/contracts';
import { type ClaimedEvent, type ExceptionKey, UNKNOWN_TENANT } from '@sentinai/persistence';
import type { KafkaMessage } from 'kafkajs';
import type { PermanentError } from '../agent/errors.ts';
import { decodeEvent } from '../kafka/event.codec.ts';
import type { BatchTrace } from '../tracing/batch.trace.ts';

/** A record with the place it was read from. */
export interface ReceivedRecord {
  topic: string;
  partition: number;
  message: KafkaMessage;
  /** Set when it comes from a waiting row instead of its topic. */
  claim?: Claim;
}

/** A waiting event as it was when it was claimed for a retry. */
export type Claim = Pick<ClaimedEvent, 'id' | 'tenantId' | 'exceptionId' | 'attempts'>;

export interface DecodedBatch {
  received: { record: ReceivedRecord; event: EventEnvelope }[];
  unreadable: { record: ReceivedRecord; error: unknown }[];
  /** Every tenant that the batch names, and the pseudo tenant for records of an unknown tenant. */
  tenants: string[];
  /** Why the database rejected the decision on the batch's only event, which is therefore dead-lettered. */
  refusal?: PermanentError;
  /** Trace of the batch's events whose traces are recorded; absent when there are none. */
  trace?: BatchTrace | undefined;
}

export function decodeBatch(records: readonly ReceivedRecord[]): DecodedBatch {
  const batch: DecodedBatch = { received: [], unreadable: [], tenants: [] };
  const tenants = new Set([UNKNOWN_TENANT]);
  for (const record of records) {
    const claimed = claimedTenant(record);
    if (claimed !== null) tenants.add(claimed);
    try {
      batch.received.push({ record, event: decodeEvent(record.message) });
    } catch (error) {
      batch.unreadable.push({ record, error });
    }
  }
  return { ...batch, tenants: [...tenants] };
}

/** Returns the tenant named in a record's header, if it is a valid tenant id. Whether it exists is another question. */
export function claimedTenant({ message }: ReceivedRecord): string | null {
  const value = message.headers?.[HEADERS.tenantId]?.toString();
  return isTenantId(value) ? value : null;
}

/** Returns the exception named in a record's headers, even of an unreadable record; null when they name none. */
export function claimedException(record: ReceivedRecord): ExceptionKey | null {
  const tenantId = claimedTenant(record);
  const exceptionId = record.message.headers?.[HEADERS.exceptionId]?.toString();
  return tenantId !== null && isExceptionId(exceptionId) ? { tenantId, exceptionId } : null;
}
