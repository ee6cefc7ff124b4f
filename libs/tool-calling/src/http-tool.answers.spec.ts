import type { ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { startLocalServer } from '../test/local-server.ts';
import type { Answer, LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

const MEGABYTE = 1024 * 1024;

let server: LocalServer;
let client: HttpToolClient;

async function outcomeOf(answer: Answer) {
  server = await startLocalServer(answer);
  client = new HttpToolClient(localSettings());
  return client.execute(aToolCall().at(server.url).build());
}

/** Sends the status and a part of a body, and ends the connection. */
function breakOff(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': '100' }).write('{"a":', () => response.destroy());
}

/** Sends the status, and blanks until the client gives up. */
function drip(response: ServerResponse, status: number): void {
  response.writeHead(status);
  const drops = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(drops));
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

describe('the status is kept, whatever the tool answered with it', () => {
  const bodyOf =
    (status: number, body: string | Buffer, headers: Record<string, string> = {}): Answer =>
    (response) =>
      response.writeHead(status, headers).end(body);

  it.each<[string, Answer, number, object]>([
    ['200 and HTML', bodyOf(200, '<html>', { 'content-type': 'text/html' }), 200, { errorCode: 'invalid_output' }],
    ['201 and half of a JSON text', bodyOf(201, '{"a":'), 201, { errorCode: 'invalid_output' }],
    ['202 and no UTF-8', bodyOf(202, Buffer.from([0xff])), 202, { errorCode: 'invalid_output' }],
    ['200 and another schema', bodyOf(200, '{"a":"x"}'), 200, { errorCode: 'invalid_output' }],
    ['203 and too much', bodyOf(203, `"${'x'.repeat(2 * MEGABYTE)}"`), 203, { errorCode: 'response_too_large' }],
    ['200 and no gzip', bodyOf(200, '{}', { 'content-encoding': 'gzip' }), 200, { errorCode: 'invalid_output' }],
    ['200 and a broken connection', (response) => breakOff(response, 200), 200, { errorCode: 'network_error' }],
    ['206 and a body without end', (response) => drip(response, 206), 206, { errorCode: 'timeout' }],
    ['500 and a broken connection', (response) => breakOff(response, 500), 500, { errorCode: 'http_error' }],
    ['503 and a body without end', (response) => drip(response, 503), 503, { errorCode: 'http_error' }],
    ['304 and nothing', bodyOf(304, ''), 304, { errorCode: 'http_error' }],
    ['418 and HTML', bodyOf(418, '<html>'), 418, { errorCode: 'http_error' }],
  ])('%s', async (_, answer, httpStatus, expected) => {
    server = await startLocalServer(answer);
    client = new HttpToolClient(localSettings());
    const validateOutput = (body: unknown) =>
      (Object(body) as { a?: unknown }).a === 'x' ? ['/a must be a number'] : [];
    const call = aToolCall().at(server.url).with({ maxAttempts: 1, timeoutMs: 300, validateOutput });

    const outcome = await client.execute(call.build());

    expect(outcome).toMatchObject({ status: 'failed', httpStatus, ...expected });
    expect(outcome).toMatchObject({ message: expect.stringContaining(`the tool answered ${httpStatus}`) });
  });

  it.each([
    ['204 and nothing', bodyOf(204, ''), 204, {}],
    ['201 and blanks', bodyOf(201, ' \n'), 201, {}],
    ['200 and JSON under another name', bodyOf(200, '{"a":1}', { 'content-type': 'text/plain' }), 200, { a: 1 }],
    [
      '200 after 102',
      (response) => {
        response.writeProcessing();
        response.end('{"a":2}');
      },
      200,
      { a: 2 },
    ],
  ] as [string, Answer, number, object][])('%s', async (_, answer, httpStatus, output) => {
    expect(await outcomeOf(answer)).toMatchObject({ status: 'succeeded', httpStatus, output });
  });
});

it('a redirect is not followed', async () => {
  const outcome = await outcomeOf((response) => response.writeHead(302, { location: '/elsewhere' }).end());

  expect(outcome).toMatchObject({ errorCode: 'http_error', httpStatus: 302, attempts: 1, retryable: false });
  expect(server.received).toHaveLength(1);
});
