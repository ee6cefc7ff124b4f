import { describe, expect, it } from '@jest/globals';
import type { DeadLetterDetails } from '@sentinai/persistence';
import { detailsJson, entryTable, toJson } from './dead-letter-report.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const ENTRY: DeadLetterDetails = {
  id: '7',
  tenantId: 'ACME',
  exceptionId: null,
  consumer: 'triage',
  topic: 'exceptions.normalized',
  partition: 0,
  offset: '9',
  eventId: null,
  eventType: 'A\u001b[2Jtype',
  errorCode: 'invalid_json',
  error: `line one\nline two ${'x'.repeat(100)}`,
  fingerprint: 'f',
  attempts: 2,
  status: 'pending',
  retries: 1,
  resolvedBy: null,
  resolvedAt: null,
  note: null,
  createdAt: NOW,
  updatedAt: NOW,
  key: 'ACME:EX-1',
  headers: { ce_type: 'A', camelCase: 'kept' },
  payload: Buffer.from('{"ü": 1}'),
  configVersions: { revision: 3 },
};

describe('a dead letter', () => {
  it('is printed on one line, without control characters', () => {
    const [, row = ''] = entryTable([ENTRY])
      .split('\n')
      .filter((line) => /Since|ACME/.test(line));

    expect(row).toContain('line one line two');
    expect(row).toContain('…');
    expect(row).not.toContain('\u001b');
  });

  it('is shown with its record, as text', () => {
    expect(JSON.parse(detailsJson(ENTRY))).toMatchObject({
      id: '7',
      error_code: 'invalid_json',
      headers: { camelCase: 'kept' },
      payload: '{"ü": 1}',
      payload_encoding: 'utf8',
      created_at: NOW.toISOString(),
    });
  });

  it('is shown in base64 when its payload is not text, and without a payload when it has none', () => {
    const bytes = detailsJson({ ...ENTRY, payload: Buffer.from([0xff, 0x00]) });

    expect(JSON.parse(bytes)).toMatchObject({ payload: '/wA=', payload_encoding: 'base64' });
    expect(JSON.parse(detailsJson({ ...ENTRY, payload: null }))).toMatchObject({
      payload: null,
      payload_encoding: null,
    });
  });
});

it('JSON contains no control characters, whatever the record contains', () => {
  const text = toJson([{ errorText: 'a\u001bb\u009bc' }]);

  expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(JSON.parse(text)).toEqual([{ error_text: 'a\u001bb\u009bc' }]);
});
