/** Converts between Kafka records and events: CloudEvents in binary mode, validated on the way in, never trusted. */
import {
  CLOUD_EVENTS_VERSION,
  type EventEnvelope,
  HEADERS,
  eventKey,
  findEvent,
  isExceptionId,
  isTenantId,
} from '@sentinai/contracts';
import type { StoredEvent, TenantEvent } from '@sentinai/persistence';
import { isUuid, TRACEPARENT_HEADER } from '@sentinai/service-kit';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { PermanentError } from '../agent/errors.ts';
import { readEventData } from './event-data.ts';

/** Returns a record's declared type, or undefined. Cheap: nothing else is examined. */
export const typeOf = (message: KafkaMessage): string | undefined => header(message.headers, HEADERS.type);

/**
 * Reads and validates a record.
 * @throws PermanentError naming the fault
 */
export function decodeEvent(message: KafkaMessage): EventEnvelope {
  const read = (name: string): string => {
    const value = header(message.headers, name);
    if (!value) throw new PermanentError('invalid_envelope', `Header ${name} is missing`);
    return value;
  };
  if (read(HEADERS.specversion) !== CLOUD_EVENTS_VERSION) {
    throw new PermanentError('invalid_envelope', `Header ${HEADERS.specversion} is not ${CLOUD_EVENTS_VERSION}`);
  }
  const type = read(HEADERS.type);
  const definition = findEvent(type);
  if (!definition) throw new PermanentError('unknown_event', `Event type "${type}" is not known`);
  // A producer that names no version may be older than ours: upcasting from the first version keeps what is already
  // there.
  const schemaVersion = Number(header(message.headers, HEADERS.schemaVersion) ?? 1);
  const id = read(HEADERS.id);
  if (!isUuid(id)) throw new PermanentError('invalid_envelope', `Header ${HEADERS.id} "${id}" is not a UUID`);
  const exceptionId = definition.subject === 'tenant' ? '' : read(HEADERS.exceptionId);
  const identity = readIdentity(message, read(HEADERS.tenantId), exceptionId);
  const data = readEventData(message.value, definition, schemaVersion);
  if (data.tenant_id !== undefined && data.tenant_id !== identity.tenantId) {
    throw new PermanentError('tenant_mismatch', `The payload names a different tenant than header ${HEADERS.tenantId}`);
  }
  return {
    id: id.toLowerCase(),
    type,
    source: read(HEADERS.source),
    time: readTime(read(HEADERS.time)),
    ...identity,
    correlationId: header(message.headers, HEADERS.correlationId) ?? (exceptionId || identity.tenantId),
    causationId: header(message.headers, HEADERS.causationId),
    traceparent: header(message.headers, TRACEPARENT_HEADER) ?? header(message.headers, HEADERS.traceparent),
    sequence: readSequence(header(message.headers, HEADERS.sequence)),
    schemaVersion: definition.version,
    data,
  };
}

/** Returns the record that carries a stored event. */
export function encodeEvent(event: StoredEvent | TenantEvent): Message {
  const headers: IHeaders = {
    [HEADERS.specversion]: CLOUD_EVENTS_VERSION,
    [HEADERS.id]: event.eventId,
    [HEADERS.type]: event.eventType,
    [HEADERS.source]: event.source,
    [HEADERS.time]: event.createdAt.toISOString(),
    [HEADERS.subject]: event.tenantId,
    [HEADERS.tenantId]: event.tenantId,
    [HEADERS.correlationId]: event.correlationId,
    [HEADERS.schemaVersion]: String(event.schemaVersion),
    [HEADERS.contentType]: 'application/json',
  };
  let key = eventKey(event.tenantId, '');
  if ('exceptionId' in event) {
    key = eventKey(event.tenantId, event.exceptionId);
    headers[HEADERS.subject] = event.exceptionId;
    headers[HEADERS.exceptionId] = event.exceptionId;
    headers[HEADERS.sequence] = String(event.sequence);
  }
  if (event.causationId) headers[HEADERS.causationId] = event.causationId;
  if (event.traceparent) {
    headers[HEADERS.traceparent] = event.traceparent;
    headers[TRACEPARENT_HEADER] = event.traceparent;
  }
  return { key, value: event.payloadJson, headers, timestamp: String(event.createdAt.getTime()) };
}

function readIdentity(message: KafkaMessage, tenantId: string, exceptionId: string) {
  if (!isTenantId(tenantId))
    throw new PermanentError('invalid_envelope', `${JSON.stringify(tenantId)} is not a tenant id`);
  if (exceptionId !== '' && !isExceptionId(exceptionId)) {
    throw new PermanentError('invalid_envelope', `${JSON.stringify(exceptionId)} is not an exception id`);
  }
  const key = message.key?.toString();
  if (key !== eventKey(tenantId, exceptionId)) {
    const named = exceptionId === '' ? '' : ` and exception "${exceptionId}"`;
    throw new PermanentError('tenant_mismatch', `Key "${key ?? ''}" does not name tenant "${tenantId}"${named}`);
  }
  return { tenantId, exceptionId };
}

function readTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new PermanentError('invalid_envelope', `Header ${HEADERS.time} "${text}" is not an instant`);
  return new Date(time).toISOString();
}

function readSequence(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const sequence = Number(text);
  if (Number.isSafeInteger(sequence) && sequence > 0) return sequence;
  throw new PermanentError('invalid_envelope', `Header ${HEADERS.sequence} "${text}" is not a positive number`);
}

function header(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first?.toString();
}
