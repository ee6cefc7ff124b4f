/** Between Kafka records and events: CloudEvents in binary mode, checked on the way in, never trusted. */
import {
  CLOUD_EVENTS_VERSION,
  type EventDefinition,
  type EventEnvelope,
  HEADERS,
  type JsonObject,
  eventKey,
  findEvent,
  isExceptionId,
  isTenantId,
} from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/persistence';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import { PermanentError } from '../errors.ts';

/** Largest payload of one event, in bytes. */
export const MAX_PAYLOAD_BYTES = 2 * 1024 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** PostgreSQL's jsonb takes neither NUL nor half of a surrogate pair. */
const UNSTORABLE_TEXT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** The type a record says it is; undefined when it does not say. Cheap: nothing else is looked at. */
export const typeOf = (message: KafkaMessage): string | undefined => header(message.headers, HEADERS.type);

/**
 * Reads and validates a record.
 * @throws PermanentError naming what is wrong with it
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
  const schemaVersion = Number(header(message.headers, HEADERS.schemaVersion) ?? definition.version);
  const id = read(HEADERS.id);
  if (!UUID.test(id)) throw new PermanentError('invalid_envelope', `Header ${HEADERS.id} "${id}" is not a UUID`);
  const exceptionId = read(HEADERS.exceptionId);
  const identity = readIdentity(message, read(HEADERS.tenantId), exceptionId);
  const data = readData(message.value, definition, schemaVersion);
  if (data.tenant_id !== undefined && data.tenant_id !== identity.tenantId) {
    throw new PermanentError('tenant_mismatch', `The payload names another tenant than header ${HEADERS.tenantId}`);
  }
  return {
    id: id.toLowerCase(),
    type,
    source: read(HEADERS.source),
    time: readTime(read(HEADERS.time)),
    ...identity,
    correlationId: header(message.headers, HEADERS.correlationId) ?? exceptionId,
    causationId: header(message.headers, HEADERS.causationId),
    traceparent: header(message.headers, HEADERS.traceparent),
    sequence: readSequence(header(message.headers, HEADERS.sequence)),
    schemaVersion: definition.version,
    data,
  };
}

/** The record that carries a stored event. */
export function encodeEvent(event: StoredEvent): Message {
  const headers: IHeaders = {
    [HEADERS.specversion]: CLOUD_EVENTS_VERSION,
    [HEADERS.id]: event.eventId,
    [HEADERS.type]: event.eventType,
    [HEADERS.source]: event.source,
    [HEADERS.time]: event.createdAt.toISOString(),
    [HEADERS.subject]: event.exceptionId,
    [HEADERS.tenantId]: event.tenantId,
    [HEADERS.exceptionId]: event.exceptionId,
    [HEADERS.correlationId]: event.correlationId,
    [HEADERS.schemaVersion]: String(event.schemaVersion),
    [HEADERS.sequence]: String(event.sequence),
    [HEADERS.contentType]: 'application/json',
  };
  if (event.causationId) headers[HEADERS.causationId] = event.causationId;
  return {
    key: eventKey(event.tenantId, event.exceptionId),
    value: event.payloadJson,
    headers,
    timestamp: String(event.createdAt.getTime()),
  };
}

function readIdentity(message: KafkaMessage, tenantId: string, exceptionId: string) {
  if (!isTenantId(tenantId)) throw new PermanentError('invalid_envelope', `"${tenantId}" is not a tenant id`);
  if (!isExceptionId(exceptionId)) {
    throw new PermanentError('invalid_envelope', `"${exceptionId}" is not an exception id`);
  }
  const key = message.key?.toString();
  if (key !== eventKey(tenantId, exceptionId)) {
    throw new PermanentError(
      'tenant_mismatch',
      `Key "${key ?? ''}" does not name tenant ${tenantId} and ${exceptionId}`,
    );
  }
  return { tenantId, exceptionId };
}

function readTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new PermanentError('invalid_envelope', `Header ${HEADERS.time} "${text}" is no instant`);
  return new Date(time).toISOString();
}

function readSequence(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const sequence = Number(text);
  if (Number.isSafeInteger(sequence) && sequence > 0) return sequence;
  throw new PermanentError('invalid_envelope', `Header ${HEADERS.sequence} "${text}" is no positive number`);
}

function readData(value: Buffer | null, definition: EventDefinition, version: number): JsonObject {
  if (!value) throw new PermanentError('invalid_payload', 'The record has no value');
  if (value.byteLength > MAX_PAYLOAD_BYTES) {
    throw new PermanentError('payload_too_large', `${value.byteLength} bytes; the limit is ${MAX_PAYLOAD_BYTES}`);
  }
  if (!Number.isInteger(version) || version < 1 || version > definition.version) {
    throw new PermanentError(
      'unknown_schema_version',
      `${definition.type} version ${version}; the newest known is ${definition.version}`,
    );
  }
  const data = upcast(parseJson(value), definition, version);
  if (definition.isValid(data)) return data;
  const faults = definition.faults(data).slice(0, 5);
  throw new PermanentError('invalid_payload', faults.map((fault) => `${fault.path} ${fault.message}`).join('; '));
}

function parseJson(value: Buffer): JsonObject {
  const text = value.toString('utf8');
  if (text.includes('\\u') && UNSTORABLE_TEXT.test(text)) {
    throw new PermanentError('invalid_payload', 'A string holds a NUL or half of a surrogate pair');
  }
  try {
    return JSON.parse(text) as JsonObject;
  } catch (error) {
    throw new PermanentError('invalid_json', (error as Error).message, { cause: error });
  }
}

function upcast(data: JsonObject, definition: EventDefinition, version: number): JsonObject {
  if (version === definition.version) return data;
  if (definition.upcast) return definition.upcast(data, version);
  throw new PermanentError('unknown_schema_version', `${definition.type} has no way up from version ${version}`);
}

function header(headers: IHeaders | undefined, name: string): string | undefined {
  const value = headers?.[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first?.toString();
}
