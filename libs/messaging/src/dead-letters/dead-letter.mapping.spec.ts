import { HEADERS } from '@sentinai/contracts';
import { PermanentError } from '../agent/errors.ts';
import { type Failure, deadLetterOf, fingerprint } from './dead-letter.mapping.ts';

describe('a fingerprint', () => {
  const of = (error: string, { consumer = 'triage', type = 'ExceptionNormalized', code = 'invalid_event' } = {}) =>
    fingerprint(consumer, type, code, error);

  it.each([
    ['quoted values', 'Exception "EX-1" does not exist', 'Exception "INC-A/77" does not exist'],
    ['numbers', '2097153 bytes; the limit is 2097152', '3000000 bytes; the limit is 2097152'],
    [
      'UUIDs',
      'Event 0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b01 was not executed',
      'Event ffffffff-ffff-4fff-bfff-ffffffffffff was not executed',
    ],
  ])('is the same for failures that differ in %s', (_case, one, other) => {
    expect(of(one)).toBe(of(other));
  });

  it('differs between errors, codes, types and consumers', () => {
    const all = [
      of('cannot read properties'),
      of('cannot write properties'),
      of('cannot read properties', { code: 'decision_failed' }),
      of('cannot read properties', { type: 'TriageCompleted' }),
      of('cannot read properties', { consumer: 'policy' }),
    ];

    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a dead letter', () => {
  const PAYLOAD = Buffer.from([0x7b, 0x00, 0xff]);
  const aFailure = (headers: Record<string, Buffer | string> = {}, fields: Partial<Failure> = {}): Failure => ({
    record: {
      topic: 'exceptions.normalized',
      partition: 3,
      message: {
        key: Buffer.from('TENANT_A:EX-1'),
        value: PAYLOAD,
        headers,
        offset: '42',
        timestamp: '0',
        attributes: 0,
      },
    },
    error: new PermanentError('invalid_json', 'Unexpected end'),
    consumer: 'triage',
    tenantId: 'TENANT_A',
    attempts: 1,
    configVersions: { revision: 7 },
    ...fields,
  });

  it("holds the record's position, the fault, and the record byte for byte", () => {
    const headers = {
      [HEADERS.id]: 'an id',
      [HEADERS.type]: Buffer.from('ExceptionNormalized'),
      [HEADERS.exceptionId]: 'EX-1',
    };

    expect(deadLetterOf(aFailure(headers))).toMatchObject({
      tenantId: 'TENANT_A',
      exceptionId: 'EX-1',
      consumer: 'triage',
      topic: 'exceptions.normalized',
      partition: 3,
      offset: '42',
      eventId: 'an id',
      eventType: 'ExceptionNormalized',
      key: 'TENANT_A:EX-1',
      headers: { [HEADERS.type]: 'ExceptionNormalized' },
      payload: PAYLOAD,
      errorCode: 'invalid_json',
      error: 'Unexpected end',
      attempts: 1,
      configVersions: { revision: 7 },
    });
  });

  it('of an unknown tenant is stored as well', () => {
    const letter = deadLetterOf(aFailure({ [HEADERS.exceptionId]: 'not an id' }, { tenantId: null }));

    expect(letter).toMatchObject({ tenantId: '_unknown', exceptionId: null, eventId: null, eventType: null });
  });

  it.each<[string, unknown, string, string]>([
    ['any error', new TypeError('oops'), 'decision_failed', 'oops'],
    ['what is no error at all', 'just text', 'decision_failed', 'just text'],
  ])('tells %s', (_case, error, errorCode, message) => {
    expect(deadLetterOf(aFailure({}, { error }))).toMatchObject({ errorCode, error: message });
  });

  it('holds only storable text, of limited length', () => {
    const headers = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`h${index}`, 'a\u0000b\ud83d']));

    const letter = deadLetterOf(aFailure(headers, { error: new Error('x\u0000'.repeat(9_000)) }));

    expect(Object.keys(letter.headers)).toHaveLength(64);
    expect(letter.headers.h0).toBe('a\uFFFDb\uFFFD');
    expect(letter.error).toHaveLength(4_000);
    expect(letter.error).not.toContain('\u0000');
  });
});
