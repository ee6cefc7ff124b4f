import { HEADERS } from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/persistence';
import type { KafkaMessage } from 'kafkajs';
import { decodeEvent, encodeEvent, typeOf } from './event.codec.ts';

const DATA = { reopened_by: 'ann', reason: 'Zoë 😀 asked' };

const aStoredEvent = (fields: Partial<StoredEvent> = {}): StoredEvent => ({
  tenantId: 'TENANT_A',
  exceptionId: 'EX:1/2#3',
  sequence: 5,
  eventId: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b01',
  eventType: 'ExceptionReopened',
  schemaVersion: 1,
  source: '/sentinai/triage',
  actor: { type: 'agent', id: 'triage' },
  correlationId: 'EX:1/2#3',
  causationId: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b02',
  payloadJson: JSON.stringify(DATA),
  createdAt: new Date('2026-11-20T12:00:00.123Z'),
  ...fields,
});

interface Changes {
  headers?: Record<string, string | undefined>;
  key?: string | null;
  value?: string | null;
}

/** The record as a consumer receives it from Kafka: bytes everywhere. */
function aRecord(event: StoredEvent = aStoredEvent(), { headers = {}, key, value }: Changes = {}): KafkaMessage {
  const message = encodeEvent(event);
  const all = Object.entries({ ...message.headers, ...headers }).filter(([, text]) => text !== undefined);
  const bytes = (text: string | null) => (text === null ? null : Buffer.from(text));
  return {
    key: bytes(key === undefined ? String(message.key) : key),
    value: bytes(value === undefined ? String(message.value) : value),
    headers: Object.fromEntries(all.map(([name, text]) => [name, Buffer.from(String(text))])),
    timestamp: message.timestamp ?? '0',
    offset: '0',
    attributes: 0,
  };
}

describe('an event about a tenant', () => {
  const { exceptionId: _exception, sequence: _sequence, ...aboutTenant } = aStoredEvent();

  it('has the tenant as key and subject, and no exception', () => {
    const { key, headers = {} } = encodeEvent(aboutTenant);

    expect([key, headers[HEADERS.subject]]).toEqual(['TENANT_A', 'TENANT_A']);
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining([HEADERS.exceptionId]));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining([HEADERS.sequence]));
  });
});

describe('the trace of an event', () => {
  const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it('is written for followers of CloudEvents and of W3C Trace Context, and read again', () => {
    const event = aStoredEvent({ traceparent: TRACEPARENT });

    expect(encodeEvent(event).headers).toMatchObject({ ce_traceparent: TRACEPARENT, traceparent: TRACEPARENT });
    expect(decodeEvent(aRecord(event)).traceparent).toBe(TRACEPARENT);
  });

  it.each(['ce_traceparent', 'traceparent'])("is read from another producer's %s", (name) => {
    const record = aRecord(aStoredEvent(), { headers: { [name]: TRACEPARENT } });

    expect(decodeEvent(record).traceparent).toBe(TRACEPARENT);
  });

  it('adds no header when there is none', () => {
    expect(Object.keys(encodeEvent(aStoredEvent()).headers ?? {}).filter((name) => /trace/.test(name))).toEqual([]);
  });
});

describe('an event that was stored', () => {
  it('is decoded from its record unchanged', () => {
    expect(decodeEvent(aRecord())).toEqual({
      id: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b01',
      type: 'ExceptionReopened',
      source: '/sentinai/triage',
      time: '2026-11-20T12:00:00.123Z',
      tenantId: 'TENANT_A',
      exceptionId: 'EX:1/2#3',
      correlationId: 'EX:1/2#3',
      causationId: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b02',
      traceparent: undefined,
      sequence: 5,
      schemaVersion: 1,
      data: DATA,
    });
  });

  it('travels under the key that keeps the order of its exception', () => {
    expect(encodeEvent(aStoredEvent())).toMatchObject({
      key: 'TENANT_A:EX:1/2#3',
      timestamp: String(Date.parse('2026-11-20T12:00:00.123Z')),
    });
  });

  it('has no causation id when it has no cause', () => {
    const record = aRecord(aStoredEvent({ causationId: null }));

    expect(Object.keys(record.headers ?? {})).not.toContain(HEADERS.causationId);
    expect(decodeEvent(record).causationId).toBeUndefined();
  });

  it('reveals its type without being decoded', () => {
    expect(typeOf(aRecord())).toBe('ExceptionReopened');
    expect(typeOf(aRecord(aStoredEvent(), { headers: { [HEADERS.type]: undefined } }))).toBeUndefined();
  });
});

describe('an event of another producer', () => {
  it('needs neither sequence nor correlation nor version', () => {
    const absent = {
      [HEADERS.sequence]: undefined,
      [HEADERS.correlationId]: undefined,
      [HEADERS.schemaVersion]: undefined,
    };

    expect(decodeEvent(aRecord(aStoredEvent(), { headers: absent }))).toMatchObject({
      sequence: undefined,
      correlationId: 'EX:1/2#3',
      schemaVersion: 1,
    });
  });

  it('may write its id in capitals and its time with a zone', () => {
    const headers = {
      [HEADERS.id]: '0B7E6A52-1F3C-4D7E-9A11-5C2D8F4E6B01',
      [HEADERS.time]: '2026-11-20T13:00:00+01:00',
    };

    expect(decodeEvent(aRecord(aStoredEvent(), { headers }))).toMatchObject({
      id: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b01',
      time: '2026-11-20T12:00:00.000Z',
    });
  });

  it('may carry the trace it is part of', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

    expect(decodeEvent(aRecord(aStoredEvent(), { headers: { [HEADERS.traceparent]: traceparent } }))).toMatchObject({
      traceparent,
    });
  });
});

describe('a record is refused', () => {
  it.each<[string, string, Changes]>([
    ['without a type', 'invalid_envelope', { headers: { [HEADERS.type]: undefined } }],
    ['without an id', 'invalid_envelope', { headers: { [HEADERS.id]: undefined } }],
    ['with an id that is no UUID', 'invalid_envelope', { headers: { [HEADERS.id]: '7' } }],
    ['of another specification', 'invalid_envelope', { headers: { [HEADERS.specversion]: '0.3' } }],
    ['of a type nobody declared', 'unknown_event', { headers: { [HEADERS.type]: 'constructor' } }],
    ['with a tenant that is none', 'invalid_envelope', { headers: { [HEADERS.tenantId]: 'a b' } }],
    ['with an exception that is none', 'invalid_envelope', { headers: { [HEADERS.exceptionId]: 'a b' } }],
    ['under the key of another tenant', 'tenant_mismatch', { key: 'TENANT_B:EX:1/2#3' }],
    ['under no key', 'tenant_mismatch', { key: null }],
    ['whose payload names another tenant', 'tenant_mismatch', { value: JSON.stringify({ ...DATA, tenant_id: 'B' }) }],
    ['with a time that is none', 'invalid_envelope', { headers: { [HEADERS.time]: 'soon' } }],
    ['with a place before the first', 'invalid_envelope', { headers: { [HEADERS.sequence]: '0' } }],
    ['with a place between two', 'invalid_envelope', { headers: { [HEADERS.sequence]: '1.5' } }],
    ['of a newer version', 'unknown_schema_version', { headers: { [HEADERS.schemaVersion]: '2' } }],
    ['of a version that is none', 'unknown_schema_version', { headers: { [HEADERS.schemaVersion]: 'new' } }],
    ['without a value', 'invalid_payload', { value: null }],
  ])('%s', (_case, code, changes) => {
    expect(() => decodeEvent(aRecord(aStoredEvent(), changes))).toThrow(expect.objectContaining({ code }));
  });
});
