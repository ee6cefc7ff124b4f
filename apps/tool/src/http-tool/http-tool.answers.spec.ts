import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../../test/a-tool-call.ts';
import { startLocalServer } from '../../test/local-server.ts';
import type { Answer, LocalServer } from '../../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

const MEGABYTE = 1024 * 1024;

let server: LocalServer;
let client: HttpToolClient;

async function outcomeOf(answer: Answer) {
  server = await startLocalServer(answer);
  client = new HttpToolClient(localSettings());
  return client.execute(aToolCall().at(server.url).build());
}

function answerBytes(body: string | Buffer, headers: Record<string, string> = {}): Answer {
  return (response) => response.writeHead(200, headers).end(body);
}

afterEach(async () => {
  await client.close();
  await server.close();
});

describe('an answer that is too large is cut off', () => {
  it.each([
    ['with its length told', answerBytes(JSON.stringify({ a: 'x'.repeat(5 * MEGABYTE) }))],
    [
      'in endless chunks',
      (response) => {
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          response.once('drain', pour);
        };
        pour();
      },
    ],
    ['as a gzip bomb', answerBytes(gzipSync(Buffer.alloc(100 * MEGABYTE)), { 'content-encoding': 'gzip' })],
    ['as a brotli bomb', answerBytes(brotliCompressSync(Buffer.alloc(20 * MEGABYTE)), { 'content-encoding': 'br' })],
  ])('%s', async (_, answer) => {
    expect(await outcomeOf(answer)).toMatchObject({
      status: 'failed',
      errorCode: 'response_too_large',
      attempts: 1,
      retryable: false,
    });
  });
});

it('an answer of just the limit passes', async () => {
  const body = JSON.stringify({ a: 'x'.repeat(MEGABYTE - 8) });

  expect(await outcomeOf(answerBytes(body))).toMatchObject({ status: 'succeeded' });
});

it.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
])('%s is read', async (encoding, compress) => {
  const answer = answerBytes(compress('{"ok":true}'), { 'content-encoding': encoding });

  expect(await outcomeOf(answer)).toMatchObject({ status: 'succeeded', output: { ok: true } });
});

describe('an answer that is not JSON is invalid', () => {
  it.each([
    ['HTML', answerBytes('<html>')],
    ['bytes', answerBytes(Buffer.from([0x22, 0xff, 0x22]))],
    ['another encoding than it says', answerBytes('{}', { 'content-encoding': 'gzip' })],
    ['another encoding than it says', answerBytes('{}', { 'content-encoding': 'br' })],
    ['an encoding nobody asked for', answerBytes('{}', { 'content-encoding': 'constructor' })],
    ['a NUL, which nothing can store', answerBytes('{"name":"a\\u0000b"}')],
    ['half of a surrogate pair', answerBytes('{"name":"\\ud83d"}')],
    ['nested without end', answerBytes('['.repeat(400_000) + ']'.repeat(400_000))],
    ['nested deeper than any tool needs', answerBytes('['.repeat(65) + ']'.repeat(65))],
  ])('%s', async (_, answer) => {
    expect(await outcomeOf(answer)).toMatchObject({ errorCode: 'invalid_output', attempts: 1, retryable: false });
  });
});

it('an empty answer is an empty object, whatever encoding it claims', async () => {
  const answer = answerBytes('', { 'content-encoding': 'gzip', 'content-length': '0' });

  expect(await outcomeOf(answer)).toMatchObject({ status: 'succeeded', output: {} });
});

it('a redirect is not followed', async () => {
  const outcome = await outcomeOf((response) => response.writeHead(302, { location: '/elsewhere' }).end());

  expect(outcome).toMatchObject({ errorCode: 'http_error', httpStatus: 302, attempts: 1, retryable: false });
  expect(server.received).toHaveLength(1);
});
