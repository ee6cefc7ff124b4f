/** Records as they came from Kafka, read and sorted out: events, and records that cannot be read. */
import { type EventEnvelope, HEADERS, isExceptionId, isTenantId } from '@sentinai/contracts';
import { type ClaimedEvent, type ExceptionKey, UNKNOWN_TENANT } from '@sentinai/persistence';
import type { KafkaMessage } from 'kafkajs';
import type { PermanentError } from '../errors.ts';
import { decodeEvent } from '../kafka/event.codec.ts';
import type { BatchTrace } from '../tracing/batch.trace.ts';

/** A record with the place it was read from. */
export interface ReceivedRecord {
  topic: string;
  partition: number;
  message: KafkaMessage;
  /** Set when it comes from where it waited, not from its topic. */
  claim?: Claim;
}

/** A waiting event as it was when it was taken to be tried again. */
export type Claim = Pick<ClaimedEvent, 'id' | 'tenantId' | 'exceptionId' | 'attempts'>;

export interface DecodedBatch {
  received: { record: ReceivedRecord; event: EventEnvelope }[];
  unreadable: { record: ReceivedRecord; error: unknown }[];
  /** Every tenant the batch names, and the pseudo tenant for records whose tenant is not known. */
  tenants: string[];
  /** Why the database refused the decision about the batch's one event, which is therefore set aside. */
  refusal?: PermanentError;
  /** Of the batch's events whose traces are recorded; absent when there are none. */
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

/** The tenant a record's header names, if it is a tenant id at all. Whether it exists is another question. */
export function claimedTenant({ message }: ReceivedRecord): string | null {
  const value = message.headers?.[HEADERS.tenantId]?.toString();
  return isTenantId(value) ? value : null;
}

/** The exception a record's headers name, readable or not; null when they name none. */
export function claimedException(record: ReceivedRecord): ExceptionKey | null {
  const tenantId = claimedTenant(record);
  const exceptionId = record.message.headers?.[HEADERS.exceptionId]?.toString();
  return tenantId !== null && isExceptionId(exceptionId) ? { tenantId, exceptionId } : null;
}
