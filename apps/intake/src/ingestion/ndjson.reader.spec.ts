import { Readable } from 'node:stream';
import { UnreadableItem } from '@sentinai/service-kit';
import { INGESTION_LIMITS } from './ingestion.limits.ts';
import { ndjsonChunks } from './ndjson.reader.ts';

/** The items read, by chunk; an unreadable line as the code of its problem. */
async function read(parts: Iterable<string | Buffer>): Promise<unknown[][]> {
  const buffers = function* () {
    for (const part of parts) yield Buffer.from(part);
  };
  const chunks: unknown[][] = [];
  for await (const chunk of ndjsonChunks(Readable.from(buffers()))) {
    chunks.push(chunk.map((value) => (value instanceof UnreadableItem ? value.problem.code : value)));
  }
  return chunks;
}

const TOO_LONG = JSON.stringify({ text: 'x'.repeat(INGESTION_LIMITS.payloadBytes + 64 * 1024) });

it.each<[string, string, unknown[]]>([
  ['lines', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  ['no final newline', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
  ['CRLF', '{"a":1}\r\n{"a":2}\r\n', [{ a: 1 }, { a: 2 }]],
  ['blank lines', '\n  \n{"a":1}\n\r\n\n{"a":2}\n\n', [{ a: 1 }, { a: 2 }]],
  ['a broken line, which keeps its place', '{"a":1}\n{"a":\n{"a":3}\n', [{ a: 1 }, 'invalid_json', { a: 3 }]],
  ['a line that is no object, which is for others to judge', '7\n"text"\n', [7, 'text']],
  ['a line too long, which keeps its place', `{"a":1}\n${TOO_LONG}\n{"a":3}\n`, [{ a: 1 }, 'body_too_large', { a: 3 }]],
  ['a last line too long', `{"a":1}\n${TOO_LONG}`, [{ a: 1 }, 'body_too_large']],
])('reads %s', async (_case, text, expected) => {
  expect(await read([text])).toEqual([expected]);
});

it.each([
  ['nothing', ''],
  ['blank lines only', '\n\r\n \n'],
])('of %s makes no chunk', async (_case, text) => {
  expect(await read([text])).toEqual([]);
});

it('does not care where the parts of the stream end, even inside a character', async () => {
  const bytes = Buffer.from('{"name":"Zoë 😀"}\r\n{"name":"二"}\n');

  for (let size = 1; size <= bytes.length; size += 1) {
    const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );

    expect(await read(parts)).toEqual([[{ name: 'Zoë 😀' }, { name: '二' }]]);
  }
});

it('says that bytes are not UTF-8', async () => {
  expect(await read([Buffer.from([0x22, 0xff, 0x22, 0x0a])])).toEqual([['invalid_json']]);
});

it('hands out chunks that fit a transaction', async () => {
  const { streamChunk } = INGESTION_LIMITS;

  const chunks = await read(['1\n'.repeat(2 * streamChunk + 1)]);

  expect(chunks.map(({ length }) => length)).toEqual([streamChunk, streamChunk, 1]);
});

it('takes as many lines as it may, and refuses one more', async () => {
  const { streamItems } = INGESTION_LIMITS;

  expect((await read(['1\n'.repeat(streamItems)])).flat()).toHaveLength(streamItems);
  await expect(read(['1\n'.repeat(streamItems + 1)])).rejects.toMatchObject({ code: 'too_many_items' });
});

it('refuses more bytes than a stream may hold, however they are spread', async () => {
  const part = `${' '.repeat(1024 * 1024 - 1)}\n`;
  const parts = Array.from({ length: INGESTION_LIMITS.streamBytes / part.length + 1 }, () => part);

  await expect(read(parts)).rejects.toMatchObject({ code: 'body_too_large' });
});
