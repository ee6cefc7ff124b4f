import { describe, expect, it } from '@jest/globals';
import { chunksOf, collectRows } from '../testing/incident-csv.ts';
import { readNdjson } from './ndjson.ts';

const ITEM = { source_system: 'Murex', exception_id: 'E-1', amount: 12.5, raw_payload: { a: [1] } };
const read = (content: string) => collectRows(readNdjson(chunksOf(content)));

describe('ndjson', () => {
  it('reads one item a line, unchanged, and ignores blank lines', async () => {
    const { rows } = await read(
      `\uFEFF${JSON.stringify(ITEM)}\r\n\n${JSON.stringify({ ...ITEM, exception_id: 'E-2' })}`,
    );
    expect(rows).toEqual([
      { kind: 'item', position: 'line 1', item: ITEM },
      { kind: 'item', position: 'line 3', item: { ...ITEM, exception_id: 'E-2' } },
    ]);
  });

  it('rejects a bad line alone', async () => {
    const { told } = await read(
      [
        '{"a":',
        '[]',
        'null',
        '{"raw_payload":[]}',
        '{"source_system":"x","raw_payload":{}}',
        'x'.repeat(1024 * 1024 + 1),
      ].join('\n'),
    );
    expect(told).toEqual([
      expect.stringContaining('line 1: rejected: is not valid JSON: '),
      'line 2: rejected: is not a JSON object',
      'line 3: rejected: is not a JSON object',
      'line 4: rejected: source_system: is required; raw_payload: an object is required',
      'line 5: x',
      'line 6: rejected: is longer than 1 MiB',
    ]);
  });

  it('keeps digits and reserved keys as they are written', async () => {
    const item = '{"source_system":"x","raw_payload":{"n":9007199254740993,"d":1.10,"__proto__":{"a":1}}}';
    const { rows } = await read(item);
    expect(rows.map((row) => (row.kind === 'item' ? JSON.stringify(row.item) : row))).toEqual([item]);
  });

  it('reads UTF-16', async () => {
    const bytes = Buffer.from(`\uFEFF${JSON.stringify(ITEM)}\r\n`, 'utf16le');
    expect((await collectRows(readNdjson(chunksOf(bytes, 1000)))).rows).toMatchObject([{ kind: 'item', item: ITEM }]);
  });
});
