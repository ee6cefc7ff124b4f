import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_PACK_BYTES, parsePack, readPackFile } from './pack-file.ts';

describe('parsePack', () => {
  it('passes over a byte order mark', () => {
    expect(parsePack('p.json', Buffer.from('\uFEFF{"domain":"D"}'))).toEqual({ domain: 'D' });
  });

  it.each([
    ['a value that is missing', '{"a": 1,\n "b": }', 'line 2, column 7'],
    ['an unknown word', '{"é": 1,\n"b": @}', 'line 2, column 6'],
    ['a word that is cut', '{"a": tru}', 'line 1, column 10'],
    ['a key without quotes', '{a: 1}', 'line 1, column 2'],
    ['a line break in a text', '{"a": "x\ny"}', 'line 1, column 9'],
    ['a comma too many', '[1,\n2,\n]', 'line 3, column 1'],
    ['something after the end', '{}\n{}', 'line 2, column 1'],
    ['no end', '{"a": 1', 'line 1, column 8'],
    ['nothing', '', 'line 1, column 1'],
  ])('tells the place of %s', (_, text, place) => {
    expect(() => parsePack('p.json', Buffer.from(text))).toThrow(`p.json is not valid JSON: ${place}: `);
  });

  it('refuses what is not UTF-8', () => {
    expect(() => parsePack('p.json', Buffer.from([0x22, 0xff, 0x22]))).toThrow('p.json is not UTF-8 text');
  });
});

describe('readPackFile', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('refuses a file that is missing, a directory, and one that is too large', async () => {
    const large = join(folder, 'large.json');
    writeFileSync(large, Buffer.alloc(MAX_PACK_BYTES + 1, ' '));

    await expect(readPackFile(join(folder, 'none.json'))).rejects.toThrow('cannot be read');
    await expect(readPackFile(folder)).rejects.toThrow('is a directory');
    await expect(readPackFile(large)).rejects.toThrow('is larger than 5 MiB');
  });
});
