/**
 * Removes personal data from other producers' events before any part of them is stored. Headers are not trusted:
 * anybody can write a sequence. Our own services' events are clean, apart from words that packs contain on purpose,
 * so checking them is cheap; only an event with a match is compared with the log, and stays unchanged when the log
 * has it word for word.
 */
import { type EventEnvelope, HEADERS, type JsonObject, findEvent, parseJson, sameJson } from '@sentinai/contracts';
import { type Redactor, redactEvent, redactorByForm } from '@sentinai/domain';
import { type StoredEvent, exceptionKey } from '@sentinai/persistence';
import { PermanentError } from '../agent/errors.ts';
import type { LoadedBatch } from './case.store.ts';
import type { DecodedBatch, ReceivedRecord } from './received-batch.ts';

interface Received {
  record: ReceivedRecord;
  event: EventEnvelope;
}

/** @param findStored looks up events in the log, by id */
export async function cleanedBatch(
  decoded: DecodedBatch,
  loaded: LoadedBatch,
  findStored: (events: readonly EventEnvelope[]) => Promise<Map<string, StoredEvent>>,
): Promise<DecodedBatch> {
  const cleaned = decoded.received.map((received) => cleanedEvent(received, loaded));
  const found = cleaned.filter((received, index) => received !== decoded.received[index]);
  if (found.length === 0) return decoded;
  const stored = await findStored(found.map(({ event }) => event));
  const received: Received[] = [];
  const unreadable = [...decoded.unreadable];
  for (const [index, before] of decoded.received.entries()) {
    const clean = cleaned[index] ?? before;
    const known = clean === before ? undefined : stored.get(clean.event.id);
    if (clean === before || (known && isSame(known, before.event))) received.push(before);
    else if (known) unreadable.push({ record: placeless(clean).record, error: idIsTaken(clean.event) });
    else received.push(placeless(clean));
  }
  return { ...decoded, received, unreadable };
}

const idIsTaken = ({ id }: EventEnvelope): PermanentError =>
  new PermanentError('invalid_envelope', `Event ${id} is in the log with a different payload`);

/** Returns the same object when there is nothing to remove. */
function cleanedEvent(received: Received, loaded: LoadedBatch): Received {
  const { event } = received;
  const redactor = redactorOf(event, loaded);
  const data = redactEvent(event.type, event.data, redactor);
  if (event.sequence !== undefined) return data === event.data ? received : { ...received, event: { ...event, data } };
  const source = redactor.field('source', event.source);
  const correlationId = redactor.field('correlation_id', event.correlationId);
  const isClean = data === event.data && source === event.source && correlationId === event.correlationId;
  return isClean ? received : { ...received, event: { ...event, data, source, correlationId } };
}

/**
 * Returns the event without a place in the timeline, when its headers claim one that it does not have; it is then
 * assigned one.
 */
function placeless({ record, event }: Received): Received {
  const { key, offset, timestamp, attributes, headers } = record.message;
  const message = {
    key,
    value: Buffer.from(JSON.stringify(event.data)),
    headers: { ...headers },
    offset,
    timestamp,
    attributes,
  };
  delete message.headers[HEADERS.sequence];
  return { record: { ...record, message }, event: { ...event, sequence: undefined } };
}

/** The event was upcast to the newest version of its schema when it was read; the log has its original version. */
function isSame({ eventType, schemaVersion, payloadJson }: StoredEvent, { type, data }: EventEnvelope): boolean {
  const { version = schemaVersion, upcast } = findEvent(eventType) ?? {};
  const stored = parseJson(payloadJson) as JsonObject;
  const newest = upcast && schemaVersion < version ? upcast(stored, schemaVersion) : stored;
  return eventType === type && sameJson(newest, data);
}

/**
 * An event of a tenant that does not exist, or has no pack, is dead-lettered: its record is kept, and therefore
 * redacted by form.
 */
function redactorOf(event: EventEnvelope, { tenants, cases }: LoadedBatch): Redactor {
  const tenant = tenants.get(event.tenantId);
  if (!tenant) return redactorByForm;
  const domain = cases.get(exceptionKey(event))?.domain ?? String(event.data.domain);
  const config = tenant.domains.get(domain) ?? tenant.domains.get(tenant.defaultDomain ?? '');
  return config?.policy.redactor ?? redactorByForm;
}
