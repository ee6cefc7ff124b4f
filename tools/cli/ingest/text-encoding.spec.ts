import { describe, expect, it } from '@jest/globals';
import { collect } from '../testing/collect.ts';
import { chunksOf, sourceOf } from './testing/incident-csv.ts';
import { checkDecoded, detectEncoding, fromUtf16, toUtf8 } from './text-encoding.ts';

const TEXT = 'number;name\n1;Müller – Söhne\n2;plain\n';
const cp1252 = Buffer.from(TEXT.replace('–', '\u0096'), 'latin1');
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

const decode = async (bytes: Uint8Array, encoding: string) =>
  Buffer.concat(await collect(toUtf8(chunksOf(bytes, 3), encoding))).toString();

describe('an encoding', () => {
  it.each([
    ['ASCII', Buffer.from('plain'), 'utf-8'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['UTF-16LE with a mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16BE with a mark', swapped(Buffer.from(`\uFEFF${TEXT}`, 'utf16le')), 'utf-16be'],
    ['UTF-16LE', Buffer.from(TEXT, 'utf16le'), 'utf-16le'],
    ['UTF-16BE', swapped(Buffer.from(TEXT, 'utf16le')), 'utf-16be'],
    ['Windows-1252', cp1252, 'windows-1252'],
  ])('of %s is found, and its text read', async (_, bytes, encoding) => {
    const found = await detectEncoding(sourceOf(bytes));

    expect(found.encoding).toBe(encoding);
    if (bytes.length > 5) expect((await decode(bytes, found.encoding)).replace('\uFEFF', '')).toBe(TEXT);
  });

  it('other than UTF-8 gets a note', async () => {
    expect((await detectEncoding(sourceOf(cp1252))).note).toContain('line 2 is not UTF-8');
  });

  it.each([
    ['another line is UTF-8 beyond ASCII', Buffer.concat([cp1252, Buffer.from('3;ä\n')])],
    ['it has bytes that Windows-1252 has not', Buffer.concat([cp1252, Buffer.from([0x81, 0x0a])])],
  ])('is UTF-8 with damage when %s', async (_, bytes) => {
    expect(await detectEncoding(sourceOf(bytes))).toEqual({ encoding: 'utf-8' });
  });

  it('that does not fit is reported line by line', () => {
    const line = (text: string) => ({ number: 1, text });

    expect(checkDecoded(line('a\uFFFD'), 'utf-16le').fault).toBe('is not valid utf-16le');
    expect(checkDecoded(line('a\u0081'), 'windows-1252').fault).toBe('is not valid windows-1252');
    expect(checkDecoded(line('a\u0081'), 'utf-8').fault).toBeUndefined();
  });
});

it('UTF-16 is recognized where UTF-8 is the rule', async () => {
  const read = async (bytes: Buffer) => Buffer.concat(await collect(fromUtf16(chunksOf(bytes, 8)))).toString();

  expect(await read(Buffer.from('\uFEFF{"a":"ä"}', 'utf16le'))).toBe('{"a":"ä"}');
  expect(await read(Buffer.from('{"a":"ä"}'))).toBe('{"a":"ä"}');
});
