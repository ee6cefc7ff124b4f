import { describe, expect, it } from '@jest/globals';
import { chunksOf, collectRows } from '../testing/incident-csv.ts';
import { readJson } from './json.ts';

const ITEM = { source_system: 'Murex', exception_id: 'E-1', raw_payload: { text: 'ä€😀', list: [{ deep: true }] } };
const text = JSON.stringify(ITEM, null, 2);
const read = (content: string | Uint8Array, chunkSize?: number) => collectRows(readJson(chunksOf(content, chunkSize)));

describe('json', () => {
  it('reads an array of items, unchanged, wherever chunks are cut', async () => {
    for (const chunkSize of [1, 7, 100_000]) {
      const { rows } = await read(`\uFEFF \n[${text},${text}]\n`, chunkSize);
      expect(rows).toEqual([
        { kind: 'item', position: 'item 0', item: ITEM },
        { kind: 'item', position: 'item 1', item: ITEM },
      ]);
    }
  });

  it('reads a single item', async () => {
    expect((await read(text)).rows).toEqual([{ kind: 'item', position: 'item 0', item: ITEM }]);
  });

  it('reads an empty array', async () => {
    expect((await read('[ ]')).rows).toEqual([]);
  });

  it('rejects a value that is not an item, by its index', async () => {
    expect((await read(`[1,${text},{"source_system":"x"},null,[]]`)).told).toEqual([
      'item 0: rejected: is not a JSON object',
      'item 1: E-1',
      'item 2: rejected: raw_payload: an object is required',
      'item 3: rejected: is not a JSON object',
      'item 4: rejected: is not a JSON object',
    ]);
  });

  it.each([
    ['brackets that do not match', `[${text}, {"a":[1}, ${text}]`, 'item 1: unreadable: is not valid JSON'],
    ['a text that is not closed', `[${text}, {"a":"x},\n ${text}]`, 'item 1: unreadable: is not valid JSON'],
    ['a comma that is missing', `[${text} ${text}]`, 'item 1: unreadable: is not valid JSON'],
    ['an end too early', `[${text},{"a":`, 'item 1: unreadable: '],
    ['an array that is not closed', `[${text}`, 'item 1: unreadable: '],
    ['something after the end', `[${text}] x`, 'item 1: unreadable: is not valid JSON'],
  ])('yields the items before %s and reports where it stopped', async (_, content, expected) => {
    const { told } = await read(content);
    expect(told).toEqual(['item 0: E-1', expect.stringContaining(expected)]);
  });

  it('says so when bytes are not UTF-8 or there is nothing', async () => {
    expect((await read(Buffer.from([0x5b, 0xff]))).told).toEqual([expect.stringContaining('item 0: unreadable: ')]);
    expect((await read('  \n')).told).toEqual(['item 0: unreadable: there is no JSON in it']);
  });

  it('rejects an item with a syntax error inside it, and goes on', async () => {
    const broken = ['{"a" 1}', '{"a":NaN}', 'oops', '{"a":01}'];
    expect((await read(`[${text},${broken.join(',')},${text}]`)).told).toEqual([
      'item 0: E-1',
      ...broken.map((_, index) => expect.stringContaining(`item ${index + 1}: rejected: is not valid JSON: `)),
      'item 5: E-1',
    ]);
  });

  it('rejects an item that is not UTF-8, and goes on', async () => {
    const content = Buffer.from(`[${text},{"a":"~"},${text}]`);
    content[content.indexOf('~')] = 0xff;
    expect((await read(content)).told).toEqual([
      'item 0: E-1',
      'item 1: rejected: is not valid JSON: it is not UTF-8',
      'item 2: E-1',
    ]);
  });

  it('keeps digits and reserved keys as they are written', async () => {
    const item = '{"source_system":"x","raw_payload":{"n":9007199254740993,"d":1.10,"__proto__":{"a":1}}}';
    const { rows } = await read(`[${item}]`);
    expect(rows.map((row) => (row.kind === 'item' ? JSON.stringify(row.item) : row))).toEqual([item]);
  });

  it('rejects an item that is too long, and goes on', async () => {
    const { told } = await read(`[{"a":"${'x'.repeat(17 * 1024 * 1024)}"},${text}]`, 64 * 1024);
    expect(told).toEqual(['item 0: rejected: is longer than 16 MiB', 'item 1: E-1']);
  });

  it('reads UTF-16', async () => {
    expect((await read(Buffer.from(`\uFEFF[${text}]`, 'utf16le'), 100_000)).told).toEqual(['item 0: E-1']);
  });
});
