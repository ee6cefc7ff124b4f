/** Real-world inputs, in files and in bodies: nothing is misread, and one bad row does not stop the others. */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { serviceDeskPack } from './fixtures/packs.ts';
import { describeWithSharedData, sharedData } from './fixtures/shared-data.ts';
import { TestStack, lastLine } from './fixtures/test-stack.ts';

const ANY = 'INPUT';
const DESK = 'INPUT_DESK';

const anyPack = {
  // Same name as in the shared field inputs.
  domain: 'FieldGeneric',
  exception_types: { GENERIC: { default_severity: 'medium' } },
  classification: [{ when: 'true', type: 'GENERIC' }],
  severity_rules: [],
  normalization: { entity: '$.id', title: '$.title' },
  tools: {},
  playbooks: [],
};

interface Stored {
  exception_id: string;
  payload: Record<string, unknown>;
  occurred_at: string;
}

describe('input', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
    expect(await stack.importPack(anyPack, ANY)).toMatchObject({ exitCode: 0 });
    expect(await stack.importPack(serviceDeskPack, DESK)).toMatchObject({ exitCode: 0 });
  });

  afterAll(() => stack.stop());

  /** Returns the first reports, in order of arrival. */
  const storedIn = (tenant: string, idPattern: string) =>
    stack.sql<Stored>(
      `select exception_id, payload->'raw_payload' as payload, payload->>'occurred_at' as occurred_at
       from exception_event where tenant_id = $1 and event_type = 'ExceptionIngested' and exception_id like $2
       order by created_at, exception_id`,
      [tenant, idPattern],
    );
  const idsIn = async (tenant: string, idPattern: string) =>
    (await storedIn(tenant, idPattern)).map(({ exception_id }) => exception_id).sort();

  const ingest = async (tenant: string, file: string, format: string, more: string[] = []) => {
    const { exitCode, stdout, stderr } = await stack.ingest(tenant, file, format, ['--no-wait', ...more]);
    return { exitCode, stderr, result: JSON.parse(lastLine(stdout) || '{}') as Record<string, number> };
  };

  const batch = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
    stack.request<{ items: object[]; accepted: number; rejected: number; code: string; detail: string }>(
      ANY,
      'POST',
      `/api/exceptions/${ANY}/batch`,
      { raw, headers: { 'content-type': 'application/json', ...headers } },
    );

  const itemText = (id: string, payload = '{"id":"1"}') =>
    `{"source_system":"f","exception_id":"${id}","raw_payload":${payload}}`;

  const bytesWith = (text: string, byte: number) => {
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('~')] = byte;
    return bytes;
  };
  const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

  /** Invalid payloads, each with the code of its refusal. */
  const BAD: [string, string, string, string][] = [
    ['proto', 'a reserved key', '{"__proto__":1}', 'invalid_json'],
    ['escaped', 'a reserved key in escapes, deep down', '{"f":[{"\\u005f_proto__":{"a":1}}]}', 'invalid_json'],
    ['constructor', 'a constructor with a prototype', '{"constructor":{"prototype":{}}}', 'invalid_json'],
    ['deep', 'nesting without end', nested(40), 'nesting_too_deep'],
    ['nan', 'a number that is none', '{"a":NaN}', 'invalid_json'],
    ['nul', 'a NUL', '{"a":"x\\u0000y"}', 'invalid_request'],
    ['half', 'half a surrogate pair', '{"a":"\\ud83d"}', 'invalid_request'],
    ['large', 'more than an item may hold', `{"a":"${'x'.repeat(1024 * 1024)}"}`, 'invalid_request'],
    ['list', 'a payload that is a list', '[]', 'invalid_request'],
  ];

  describe('with one bad row', () => {
    it.each(BAD)('(%s) stores the others of an array and of JSON lines: %s', async (key, _, payload, code) => {
      const rows = (prefix: string) => [
        itemText(`${prefix}-1`),
        itemText(`${prefix}-2`, payload),
        itemText(`${prefix}-3`),
      ];
      const expected = {
        status: 200,
        body: { accepted: 2, rejected: 1, items: [{}, { index: 1, error: { code } }, {}] },
      };

      expect(await batch(`[${rows(`A-${key}`).join(',\n')}]`)).toMatchObject(expected);
      // A line has its own limit of length.
      const ofLines = key === 'large' ? { ...expected, body: { accepted: 2, rejected: 1 } } : expected;
      const lines = await batch(rows(`L-${key}`).join('\n'), { 'content-type': 'application/x-ndjson' });
      expect(lines).toMatchObject(ofLines);
      for (const prefix of ['A', 'L']) {
        expect(await idsIn(ANY, `${prefix}-${key}-%`)).toEqual([`${prefix}-${key}-1`, `${prefix}-${key}-3`]);
      }
    });

    it.each(BAD)('(%s) stores the others of a file, by lines and as an array: %s', async (key, _, payload) => {
      const rows = (prefix: string) => [
        itemText(`${prefix}-1`),
        itemText(`${prefix}-2`, payload),
        itemText(`${prefix}-3`),
      ];
      const ofLines = await ingest(ANY, stack.file(`${key}.ndjson`, `${rows(`N-${key}`).join('\n')}\n`), 'ndjson');
      const ofArray = await ingest(ANY, stack.file(`${key}.json`, `[${rows(`J-${key}`).join(',')}]`), 'json');

      expect(ofLines).toMatchObject({ exitCode: 0, result: { rows: 3, exceptions: 2, rejected: 1 } });
      expect(ofLines.stderr).toContain('line 2: ');
      expect(ofArray).toMatchObject({ exitCode: 0, result: { rows: 3, exceptions: 2, rejected: 1 } });
      expect(ofArray.stderr).toContain('item 1: ');
      for (const prefix of ['N', 'J']) {
        expect(await idsIn(ANY, `${prefix}-${key}-%`)).toEqual([`${prefix}-${key}-1`, `${prefix}-${key}-3`]);
      }
    });

    it('stores the others when bytes of one are not UTF-8', async () => {
      const bytes = bytesWith(`[${itemText('U-1')},${itemText('U-2', '{"a":"~"}')},${itemText('U-3')}]`, 0xff);

      expect(await batch(bytes)).toMatchObject({ status: 200, body: { accepted: 2, rejected: 1 } });
      expect(await idsIn(ANY, 'U-%')).toEqual(['U-1', 'U-3']);
    });

    it('refuses a body that is the bad one alone', async () => {
      const answer = await stack.request(ANY, 'POST', `/api/exceptions/${ANY}`, {
        raw: itemText('ONE', '{"__proto__":1}'),
      });

      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
    });

    it('keeps the digits of the others', async () => {
      const rows = [itemText('D-1', '{"n":9007199254740993}'), itemText('D-2', '{"__proto__":1}')];
      expect(await ingest(ANY, stack.file('digits.ndjson', rows.join('\n')), 'ndjson')).toMatchObject({
        result: { exceptions: 1, rejected: 1 },
      });
    });
  });

  describe('in an encoding', () => {
    const CODINGS: [string, (data: string) => Uint8Array][] = [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
      ['zstd', zstdCompressSync],
    ];

    it.each(CODINGS)('of %s is decoded behind the gateway, JSON and JSON lines', async (coding, encode) => {
      const headers = { 'content-encoding': coding };
      const lines = `${itemText(`${coding}-2`)}\n${itemText(`${coding}-3`)}\n`;

      expect(await batch(encode(`[${itemText(`${coding}-1`)}]`), headers)).toMatchObject({ body: { accepted: 1 } });
      for (const type of ['application/ndjson', 'application/jsonl; charset=utf-8']) {
        expect(await batch(encode(lines), { ...headers, 'content-type': type })).toMatchObject({ status: 200 });
      }
      expect(await idsIn(ANY, `${coding}-%`)).toEqual([`${coding}-1`, `${coding}-2`, `${coding}-3`]);
    });

    it('that is cut off says so', async () => {
      const cut = gzipSync(`[${itemText('CUT-1')}]`).subarray(0, -6);

      expect(await batch(cut, { 'content-encoding': 'gzip' })).toMatchObject({
        status: 400,
        body: { detail: 'The body is sent as gzip, but the gzip data is cut off.' },
      });
    });

    it('that unpacks without end is refused', async () => {
      const bomb = gzipSync('\n'.repeat(50 * 1024 * 1024));
      const headers = { 'content-encoding': 'gzip' };

      expect(await batch(bomb, headers)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
      expect(await batch(bomb, { ...headers, 'content-type': 'application/x-ndjson' })).toMatchObject({ status: 413 });
    });

    it.each([
      [{ 'content-encoding': 'gzip, br' }, 'accept-encoding', 'gzip, deflate, br, zstd'],
      [{ 'content-encoding': 'compress' }, 'accept-encoding', 'gzip, deflate, br, zstd'],
      [{ 'content-type': 'text/csv' }, 'accept-post', 'application/json, application/x-ndjson'],
    ])('that is not taken is answered with those that are: %j', async (headers, header, taken) => {
      const answer = await batch('[]', headers);

      expect(answer.status).toBe(415);
      expect(answer.headers.get(header)).toContain(taken);
      expect(answer.body.detail).toContain(taken);
    });

    it('of a stream that breaks in the middle says how much of it is stored', async () => {
      const lines = Array.from({ length: 1_200 }, (_, index) => itemText(`M-${index}`, `{"r":"${Math.random()}"}`));
      const broken = gzipSync(lines.join('\n')).subarray(0, -2_000);
      const answer = await batch(broken, { 'content-encoding': 'gzip', 'content-type': 'application/x-ndjson' });

      expect(answer.status).toBe(400);
      const stored = (await idsIn(ANY, 'M-%')).length;
      expect(answer.body.detail).toContain(`Of the ${stored} items before, ${stored} are stored.`);
    });
  });

  describe('of a CSV file', () => {
    it('makes its columns the payload', async () => {
      const file = stack.file('any.csv', 'ref;amount;note\nC-1;1.234,50;"a\nb"\nC-2;007;\nC-3;x\n');

      expect(await ingest(ANY, file, 'csv', ['--id-column', 'ref'])).toMatchObject({
        exitCode: 0,
        result: { rows: 3, exceptions: 2, rejected: 1 },
      });
      expect(await storedIn(ANY, 'C-%')).toMatchObject([
        { exception_id: 'C-1', payload: { ref: 'C-1', amount: '1.234,50', note: 'a\nb' } },
        { exception_id: 'C-2', payload: { ref: 'C-2', amount: '007', note: '' } },
      ]);
    });

    it('asks for the order of day and month rather than guess it', async () => {
      const file = stack.file('us.csv', 'exception_id,occurred_at\nT-1,03/04/2026 10:00 PM\n');

      const unclear = await ingest(ANY, file, 'csv');
      expect(unclear).toMatchObject({ exitCode: 1, result: { exceptions: 0 } });
      expect(unclear.stderr).toContain('give --date-format DD/MM/YYYY or MM/DD/YYYY');
      expect(await ingest(ANY, file, 'csv', ['--date-format', 'MM/DD/YYYY'])).toMatchObject({ exitCode: 0 });
      expect(await storedIn(ANY, 'T-%')).toMatchObject([{ occurred_at: '2026-03-04T22:00:00.000Z' }]);
    });

    it('lists rejected rows as JSON, and sends nothing on a dry run', async () => {
      const file = stack.file('dry.csv', 'exception_id,n\nDRY-1,1\n,2\n');

      const { result } = await ingest(ANY, file, 'csv', ['--dry-run', '--json']);
      expect(result).toMatchObject({
        rows: 2,
        rejected: 1,
        rejected_rows: [{ position: 'line 3', reason: 'exception_id: is empty' }],
      });
      expect(await idsIn(ANY, 'DRY-%')).toEqual([]);
    });
  });

  describeWithSharedData('as it was found elsewhere', () => {
    it('02-proto: the second row is rejected, the others are stored', async () => {
      const ofLines = await ingest(ANY, sharedData.field('02-proto', 'min.ndjson'), 'ndjson');

      expect(ofLines).toMatchObject({ exitCode: 0, result: { rows: 3, exceptions: 2, rejected: 1 } });
      expect(ofLines.stderr).toContain('line 2: ');
      expect(await batch(readFileSync(sharedData.field('02-proto', 'rows.json')))).toMatchObject({
        status: 200,
        body: { accepted: 5, rejected: 1, items: [{}, {}, { status: 'rejected' }, {}, {}, {}] },
      });
    });

    it.each([
      ['lines50', 'INC0900150'],
      ['lines51', 'INC0900151'],
      ['phantom_min', 'INC0930001'],
    ])('04-csv-long: %s is one incident', async (name, number) => {
      const { result } = await ingest(DESK, sharedData.field('04-csv-long', `${name}.csv`), 'servicenow');

      expect(result).toMatchObject({ rows: 1, exceptions: 1, rejected: 0 });
      expect(await idsIn(DESK, number)).toHaveLength(1);
      expect(await idsIn(DESK, 'INC0930002')).toEqual([]);
    });

    it.each([
      ['bom_crlf', 'INC0010007', '2026-03-02T09:00:00.000Z'],
      ['cp1252', 'INC0010005', '2026-03-02T09:00:00.000Z'],
      ['isodates', 'INC0010002', '2026-03-02T09:00:00.000Z'],
      ['labels', 'INC0010001', '2026-03-02T09:00:00.000Z'],
      ['seconds', 'INC0010003', '2026-03-02T09:00:12.000Z'],
      ['semicolon', 'INC0010004', '2026-03-02T09:00:00.000Z'],
      ['utf16', 'INC0010008', '2026-03-02T09:00:00.000Z'],
    ])('05-csv-real: %s is read', async (name, number, occurredAt) => {
      expect(await ingest(DESK, sharedData.field('05-csv-real', `${name}.csv`), 'servicenow')).toMatchObject({
        exitCode: 0,
        result: { rejected: 0 },
      });
      expect(await storedIn(DESK, number)).toMatchObject([
        { occurred_at: occurredAt, payload: { incident_state: 'New', priority: '3 - Moderate' } },
      ]);
    });

    it('05-csv-real: cp1252 has its characters', async () => {
      expect(await storedIn(DESK, 'INC0010005')).toMatchObject([
        { payload: { short_description: 'Drucker geht nicht – Müller' } },
      ]);
    });

    it('05-csv-real: a time that exists twice is the first, and is told', async () => {
      const { result, stderr } = await ingest(DESK, sharedData.field('05-csv-real', 'dst.csv'), 'servicenow', [
        '--time-zone',
        'Europe/Berlin',
      ]);

      expect(result).toMatchObject({ rows: 3, exceptions: 2, updates: 1, rejected: 0 });
      expect(stderr).toContain('line 2: opened_at: the clocks of Europe/Berlin show it twice');
      expect(stderr).toContain('line 4: opened_at: the clocks of Europe/Berlin skip it');
      expect(await storedIn(DESK, 'INC0940001')).toMatchObject([{ occurred_at: '2026-10-25T00:30:00.000Z' }]);
    });

    it('06-gzip: is decoded', async () => {
      const one = readFileSync(sharedData.field('06-gzip', 'one.json.gz'));
      const headers = { 'content-encoding': 'gzip' };

      expect(
        await stack.request(ANY, 'POST', `/api/exceptions/${ANY}`, {
          raw: one,
          headers: { ...headers, 'content-type': 'application/json' },
        }),
      ).toMatchObject({
        status: 202,
      });
      const two = readFileSync(sharedData.field('06-gzip', 'two.ndjson.gz'));
      expect(await batch(two, { ...headers, 'content-type': 'application/jsonl' })).toMatchObject({
        status: 200,
        body: { rejected: 0 },
      });
    });

    it('32-snow-api: both values of a field can be reached', async () => {
      const item = JSON.parse(readFileSync(sharedData.field('32-snow-api', 'incident.json'), 'utf8')) as {
        raw_payload: object;
      };
      const file = stack.file('table-api.json', { result: [item.raw_payload] });

      expect(await ingest(DESK, file, 'servicenow')).toMatchObject({
        exitCode: 0,
        result: { exceptions: 1, rejected: 0 },
      });
      expect(await storedIn(DESK, 'INC0010112')).toMatchObject([
        {
          payload: { priority: { value: '1', display_value: '1 - Critical' } },
          occurred_at: '2026-03-02T09:00:00.000Z',
        },
      ]);
    });
  });
});
