import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { answerInTurn, answerJson, startLocalServer } from '../test/local-server.ts';
import type { Answer, LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

const hangUp: Answer = (response) => response.destroy();
const unavailable = answerJson({}, 503);

let server: LocalServer;
let client: HttpToolClient;

async function givenATool(answer: Answer, settings = localSettings()): Promise<void> {
  server = await startLocalServer(answer);
  client = new HttpToolClient(settings);
}

afterEach(async () => {
  await client.close();
  await server.close();
});

describe('an idempotent tool', () => {
  it.each([
    ['503', unavailable],
    ['429', answerJson({}, 429)],
    ['a connection that breaks', hangUp],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"a":');
        setTimeout(() => response.destroy(), 10);
      },
    ],
  ])('is asked again after %s, under the same key', async (_, failure) => {
    await givenATool(answerInTurn(failure, answerJson({ ok: true })));

    const outcome = await client.execute(aToolCall().at(server.url).build());

    expect(outcome).toMatchObject({ status: 'succeeded', attempts: 2, output: { ok: true } });
    expect(new Set(server.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
  });

  it('is asked maxAttempts times at most', async () => {
    await givenATool(unavailable);

    expect(await client.execute(aToolCall().at(server.url).with({ maxAttempts: 4 }).build())).toMatchObject({
      status: 'failed',
      errorCode: 'http_error',
      httpStatus: 503,
      attempts: 4,
      retryable: true,
    });
    expect(server.received).toHaveLength(4);
  });

  it.each([400, 401, 404, 409, 422])('is not asked again after %i', async (status) => {
    await givenATool(answerJson({}, status));

    const outcome = await client.execute(aToolCall().at(server.url).build());

    expect(outcome).toMatchObject({ errorCode: 'http_error', httpStatus: status, attempts: 1, retryable: false });
  });

  it('waits as long as Retry-After says', async () => {
    const busy: Answer = (response) => response.writeHead(429, { 'retry-after': '1' }).end();
    await givenATool(answerInTurn(busy, answerJson({})));

    const outcome = await client.execute(aToolCall().at(server.url).build());

    expect(outcome).toMatchObject({ status: 'succeeded', attempts: 2 });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(990);
  });

  it('gives up at once when the next attempt would come after the deadline', async () => {
    const busy: Answer = (response) => response.writeHead(503, { 'retry-after': '20' }).end();
    await givenATool(busy, localSettings({ deadlineMs: 15_000 }));

    const outcome = await client.execute(aToolCall().at(server.url).build());

    expect(outcome).toMatchObject({ errorCode: 'http_error', attempts: 1, retryable: true });
    expect(outcome.durationMs).toBeLessThan(15_000);
  });
});

describe('a tool that is not idempotent', () => {
  it.each([
    ['503', unavailable, 'http_error'],
    ['a connection that breaks', hangUp, 'network_error'],
    ['no answer in time', () => undefined, 'timeout'],
  ])('is asked once, whatever happens: %s', async (_, answer, errorCode) => {
    await givenATool(answer);
    const call = aToolCall().at(server.url).notIdempotent().with({ timeoutMs: 3_000 });

    expect(await client.execute(call.build())).toMatchObject({ errorCode, attempts: 1, retryable: false });
    expect(server.received).toHaveLength(1);
  });

  it('is asked again when the connection failed before anything was sent', async () => {
    await givenATool(answerJson({}));
    const call = aToolCall()
      .at(`http://127.0.0.1:${await aClosedPort()}/`)
      .notIdempotent();

    expect(await client.execute(call.build())).toMatchObject({
      errorCode: 'network_error',
      message: 'no connection to 127.0.0.1: ECONNREFUSED',
      attempts: 3,
      retryable: true,
    });
  });

  it('gets a connection of its own for each call', async () => {
    await givenATool((response) => response.end(JSON.stringify({ port: response.socket?.remotePort })));
    const call = aToolCall().at(server.url).notIdempotent().build();

    const outcomes = [await client.execute(call), await client.execute(call)];

    expect(new Set(outcomes.map((outcome) => outcome.status === 'succeeded' && outcome.output.port)).size).toBe(2);
  });

  it('is asked again when it is only read', async () => {
    await givenATool(answerInTurn(unavailable, answerJson({})));

    const outcome = await client.execute(aToolCall().at(server.url).notIdempotent().with({ method: 'GET' }).build());

    expect(outcome).toMatchObject({ status: 'succeeded', attempts: 2 });
  });
});

describe('a caller that gives up', () => {
  it.each<[string, Answer]>([
    ['while the tool works', () => undefined],
    ['between two attempts', (response) => response.writeHead(503, { 'retry-after': '3' }).end()],
  ])('gets its own reason back: %s', async (_, answer) => {
    await givenATool(answer);
    const caller = new AbortController();
    setTimeout(() => caller.abort(new Error('shutting down')), 80);

    await expect(client.execute(aToolCall().at(server.url).build(), caller.signal)).rejects.toThrow('shutting down');
  });
});

async function aClosedPort(): Promise<number> {
  const placeholder = createServer();
  await new Promise<void>((resolve) => placeholder.listen(0, '127.0.0.1', resolve));
  const { port } = placeholder.address() as AddressInfo;
  await new Promise((resolve) => placeholder.close(resolve));
  return port;
}
