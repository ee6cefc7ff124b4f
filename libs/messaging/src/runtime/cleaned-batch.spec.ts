import { type EventEnvelope, HEADERS, type JsonObject } from '@sentinai/contracts';
import { aDomainConfig, aSourceItem, anEvent, anException } from '@sentinai/domain/testing';
import { type StoredEvent, exceptionKey } from '@sentinai/persistence';
import type { LoadedBatch } from './case.store.ts';
import { cleanedBatch } from './cleaned-batch.ts';
import type { ReceivedRecord } from './received-batch.ts';

const MAIL = 'jane.roe@example.com';
const CLEAN = '[REDACTED:email]';
const EXCEPTION = anException().build();
const CONFIG = aDomainConfig({ tenant: { pii_fields: ['name'] } });

const loaded = {
  cases: new Map([[exceptionKey(EXCEPTION), EXCEPTION]]),
  tenants: new Map([
    [EXCEPTION.tenantId, { defaultDomain: CONFIG.domain, domains: new Map([[CONFIG.domain, CONFIG]]) }],
  ]),
} as unknown as LoadedBatch;

const recordOf = (event: EventEnvelope): ReceivedRecord => ({
  topic: 'exceptions.ingested',
  partition: 0,
  message: {
    key: null,
    value: Buffer.from(JSON.stringify(event.data)),
    headers: { ce_id: event.id, ...(event.sequence !== undefined && { [HEADERS.sequence]: String(event.sequence) }) },
    offset: '7',
    timestamp: '0',
    attributes: 0,
  },
});

const storedAs = (event: EventEnvelope, data: JsonObject = event.data): StoredEvent =>
  ({ eventType: event.type, schemaVersion: 2, payloadJson: JSON.stringify(data) }) as StoredEvent;

async function clean(event: EventEnvelope, stored?: StoredEvent) {
  let asked = 0;
  const decoded = { received: [{ event, record: recordOf(event) }], unreadable: [], tenants: [event.tenantId] };
  const batch = await cleanedBatch(decoded, loaded, () => {
    asked += 1;
    return Promise.resolve(new Map(stored ? [[event.id, stored]] : []));
  });
  const [received] = batch.received;
  const { headers, value } = received!.record.message;
  return {
    asked,
    isSame: batch === decoded,
    event: received!.event,
    headers,
    value: JSON.parse(String(value)) as unknown,
  };
}

const told = (fields: Partial<EventEnvelope> = {}) =>
  anEvent('ExceptionIngested', aSourceItem({ title: MAIL, raw_payload: { name: 'Jane', mail: MAIL } }), fields);

it('passes a clean event without looking it up', async () => {
  expect(
    await clean(anEvent('ExceptionIngested', aSourceItem({ raw_payload: { ref: 7 } }), { sequence: 1 })),
  ).toMatchObject({
    isSame: true,
    asked: 0,
  });
});

describe.each<[string, Partial<EventEnvelope>]>([
  ['without a sequence', { sequence: undefined }],
  ['that claims a sequence', { sequence: 1 }],
])('an event of another producer %s', (_case, fields) => {
  it('is redacted, in its record too, and has no place in the timeline yet', async () => {
    const { event, headers, value } = await clean(told(fields));

    expect(event.data).toMatchObject({
      title: CLEAN,
      raw_payload: { name: '[REDACTED]', mail: CLEAN },
      redacted: ['title', '$.name', '$.mail'],
    });
    expect(value).toEqual(event.data);
    expect(event.sequence).toBeUndefined();
    expect(headers).not.toHaveProperty(HEADERS.sequence);
  });
});

it('redacts the source of an event', async () => {
  const { event } = await clean(
    anEvent('ExceptionIngested', aSourceItem({}), { sequence: undefined, source: `/${MAIL}`, correlationId: MAIL }),
  );

  expect(event).toMatchObject({ source: `/${CLEAN}`, correlationId: CLEAN });
});

describe('an event that is in the log', () => {
  it('stays word for word: a pack may contain a mail address on purpose', async () => {
    const event = told({ sequence: 1 });

    expect(await clean(event, storedAs(event))).toMatchObject({ event, asked: 1 });
  });

  it('… also as an older version of its schema', async () => {
    const event = told({ sequence: 1 });
    const { occurred_at_source: _since2, ...ofVersion1 } = event.data;
    const stored = { ...storedAs(event, ofVersion1), schemaVersion: 1 };
    const upcast = { ...event, data: { ...event.data, occurred_at_source: null } };

    expect(await clean(upcast, stored)).toMatchObject({ event: upcast, asked: 1 });
  });

  it('protects its id: an event with the same id and a different payload is dead-lettered, redacted', async () => {
    const event = told({ sequence: 1 });
    const decoded = { received: [{ event, record: recordOf(event) }], unreadable: [], tenants: [event.tenantId] };
    const stored = new Map([[event.id, storedAs(event, { raw_payload: {} })]]);

    const { received, unreadable } = await cleanedBatch(decoded, loaded, () => Promise.resolve(stored));

    expect(received).toEqual([]);
    expect(unreadable).toMatchObject([{ error: { code: 'invalid_envelope' } }]);
    expect(String(unreadable[0]?.record.message.value)).not.toContain(MAIL);
  });
});

it('redacts by form an event that belongs to no tenant', async () => {
  const { event } = await clean(told({ tenantId: 'NOBODY', sequence: undefined }));

  expect(event.data).toMatchObject({ raw_payload: { name: 'Jane', mail: CLEAN } });
});
