/**
 * Takes personal data out of events that others produced, before anything of them is stored. Headers are not trusted: anybody can write
 * a sequence. What our own services store is clean but for words that packs hold on purpose, so it costs a look; only an event with
 * a find is compared with the log, and stays as it is when it is there, word for word.
 */
import { type EventEnvelope, HEADERS, parseJson, sameJson } from '@sentinai/contracts';
import { type Redactor, redactEvent, redactorByForm } from '@sentinai/domain';
import { type StoredEvent, exceptionKey } from '@sentinai/persistence';
import type { LoadedBatch } from './case.store.ts';
import type { DecodedBatch, ReceivedRecord } from './received-batch.ts';

interface Received {
  record: ReceivedRecord;
  event: EventEnvelope;
}

/** @param findStored looks events up in the log, by their ids */
export async function cleanedBatch(
  decoded: DecodedBatch,
  loaded: LoadedBatch,
  findStored: (events: readonly EventEnvelope[]) => Promise<Map<string, StoredEvent>>,
): Promise<DecodedBatch> {
  const cleaned = decoded.received.map((received) => cleanedEvent(received, loaded));
  const found = cleaned.filter((received, index) => received !== decoded.received[index]);
  if (found.length === 0) return decoded;
  const stored = await findStored(found.map(({ event }) => event));
  const received = cleaned.map((clean, index) => {
    const before = decoded.received[index] ?? clean;
    return clean === before ? clean : settled(before, clean, stored.get(clean.event.id));
  });
  return { ...decoded, received };
}

/** The very same when there is nothing to take out. */
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

/** An event whose headers claim a place in the timeline that it does not have is given one. */
function settled(before: Received, { record, event }: Received, stored: StoredEvent | undefined): Received {
  if (stored && isSame(stored, before.event)) return before;
  const { key, offset, timestamp, attributes, headers } = record.message;
  const value = Buffer.from(JSON.stringify(event.data));
  const message = { key, value, headers: { ...headers }, offset, timestamp, attributes };
  const clean = { record: { ...record, message }, event };
  if (stored) return clean;
  delete message.headers[HEADERS.sequence];
  return { ...clean, event: { ...event, sequence: undefined } };
}

const isSame = ({ eventType, payloadJson }: StoredEvent, { type, data }: EventEnvelope): boolean =>
  eventType === type && sameJson(parseJson(payloadJson), data);

/** An event of a tenant that does not exist, or has no pack, is set aside: its record is kept, and so is redacted by form. */
function redactorOf(event: EventEnvelope, { tenants, cases }: LoadedBatch): Redactor {
  const tenant = tenants.get(event.tenantId);
  if (!tenant) return redactorByForm;
  const domain = cases.get(exceptionKey(event))?.domain ?? String(event.data.domain);
  const config = tenant.domains.get(domain) ?? tenant.domains.get(tenant.defaultDomain ?? '');
  return config?.policy.redactor ?? redactorByForm;
}
