/** Maps a failed record to its dead-letter row. */
import { createHash } from 'node:crypto';
import { HEADERS, type JsonObject, isExceptionId } from '@sentinai/contracts';
import { type DeadLetter, UNKNOWN_TENANT } from '@sentinai/persistence';
import { errorCode, errorMessage } from '../agent/errors.ts';
import { printable, readableHeaders } from '../kafka/record-headers.ts';
import type { ReceivedRecord } from '../runtime/received-batch.ts';

export interface Failure {
  record: ReceivedRecord;
  error: unknown;
  consumer: string;
  /** Null when the record names no existing tenant. */
  tenantId: string | null;
  attempts: number;
  configVersions: JsonObject;
}

export function deadLetterOf(failure: Failure): DeadLetter {
  const { topic, partition, message } = failure.record;
  const headers = readableHeaders(message.headers);
  const code = errorCode(failure.error);
  const error = printable(errorMessage(failure.error));
  const eventType = headers[HEADERS.type] ?? null;
  return {
    tenantId: failure.tenantId ?? UNKNOWN_TENANT,
    exceptionId: isExceptionId(headers[HEADERS.exceptionId]) ? (headers[HEADERS.exceptionId] ?? null) : null,
    consumer: failure.consumer,
    topic,
    partition,
    offset: message.offset,
    eventId: headers[HEADERS.id]?.slice(0, 128) ?? null,
    eventType: eventType?.slice(0, 128) ?? null,
    key: message.key ? printable(message.key.toString()) : null,
    headers,
    payload: message.value,
    errorCode: code,
    error,
    fingerprint: fingerprint(failure.consumer, eventType, code, error),
    attempts: failure.attempts,
    configVersions: failure.configVersions,
  };
}

/** Returns a fingerprint that is equal for failures that differ only in ids, numbers and quoted values. */
export function fingerprint(consumer: string, eventType: string | null, code: string, error: string): string {
  const shape = error
    .replace(/"[^"]*"/g, '"…"')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '#')
    .replace(/\d+/g, '#');
  return createHash('sha256')
    .update([consumer, eventType ?? '', code, shape].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
