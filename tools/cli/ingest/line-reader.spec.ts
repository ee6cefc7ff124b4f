import { describe, expect, it } from '@jest/globals';
import { collect } from '../testing/collect.ts';
import { readLines } from './line-reader.ts';
import { chunksOf } from './testing/incident-csv.ts';

const linesOf = (content: string | Uint8Array, maxBytes?: number, chunkSize = 3) =>
  collect(readLines(chunksOf(content, chunkSize), maxBytes));

describe('readLines', () => {
  it('numbers lines from 1, whatever ends them and wherever chunks are cut', async () => {
    for (const chunkSize of [1, 2, 3, 100]) {
      expect(await linesOf('one\r\ntwo\n\nfour', undefined, chunkSize)).toEqual([
        { number: 1, text: 'one' },
        { number: 2, text: 'two' },
        { number: 3, text: '' },
        { number: 4, text: 'four' },
      ]);
    }
  });

  it('drops a byte order mark, at the start only', async () => {
    expect(await linesOf('\uFEFFa\n\uFEFFb\n')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: '\uFEFFb' },
    ]);
  });

  it('joins characters that a chunk cuts apart', async () => {
    expect(await linesOf('€😀ä\n', undefined, 1)).toEqual([{ number: 1, text: '€😀ä' }]);
  });

  it('refuses a line that is not UTF-8 and reads on', async () => {
    const bytes = Buffer.concat([Buffer.from('a\nb'), Buffer.from([0xc3, 0x28]), Buffer.from('\nc\n')]);
    expect(await linesOf(bytes)).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b\uFFFD(', fault: 'is not valid UTF-8' },
      { number: 3, text: 'c' },
    ]);
  });

  it('skips a line beyond the limit to its end, and takes one of exactly the limit', async () => {
    expect(await linesOf(`${'x'.repeat(10)}\n${'y'.repeat(11)}\nz\n`, 10)).toEqual([
      { number: 1, text: 'x'.repeat(10) },
      { number: 2, fault: 'is longer than 10 bytes' },
      { number: 3, text: 'z' },
    ]);
  });
});
