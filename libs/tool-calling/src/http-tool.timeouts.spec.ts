import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { answerInTurn, answerJson, startLocalServer } from '../test/local-server.ts';
import type { Answer, LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

const silence: Answer = () => undefined;
/** Backstop when no other limit has ended a test: even a busy machine does not take this long. */
const NEXT_LIMIT_MS = 10_000;

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

describe('an attempt ends after timeoutMs', () => {
  it.each([
    ['no headers come', silence],
    [
      'the body drips',
      (response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
    [
      'a refusal drips',
      (response) => {
        response.writeHead(500);
        const drip = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('when %s', async (_, answer) => {
    await givenATool(answer, localSettings({ deadlineMs: NEXT_LIMIT_MS }));

    const outcome = await client.execute(aToolCall().at(server.url).with({ timeoutMs: 150, maxAttempts: 1 }).build());

    expect(outcome).toMatchObject({ status: 'failed', attempts: 1, retryable: true });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(140);
    expect(outcome.durationMs).toBeLessThan(NEXT_LIMIT_MS);
  });

  it('and the next one has its own time', async () => {
    await givenATool(answerInTurn(silence, answerJson({ ok: true })));

    const outcome = await client.execute(aToolCall().at(server.url).with({ timeoutMs: 150 }).build());

    expect(outcome).toMatchObject({ status: 'succeeded', attempts: 2 });
  });
});

it('a connection that is never established ends with the connect timeout, and nothing was sent', async () => {
  await givenATool(silence, localSettings({ deadlineMs: 2 * NEXT_LIMIT_MS }));
  const sockets: Socket[] = [];
  const mute = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port } = mute.address() as AddressInfo;
  const call = aToolCall()
    .at(`https://127.0.0.1:${port}/`)
    .notIdempotent()
    .with({ timeoutMs: NEXT_LIMIT_MS, maxAttempts: 2 });

  const outcome = await client.execute(call.build());

  expect(outcome).toMatchObject({ errorCode: 'timeout', attempts: 2, retryable: true });
  expect(outcome.durationMs).toBeLessThan(NEXT_LIMIT_MS);
  sockets.forEach((socket) => socket.destroy());
  mute.close();
});

it('the whole call ends with its deadline, attempts and pauses included', async () => {
  await givenATool(silence, localSettings({ deadlineMs: 400 }));

  const call = aToolCall().at(server.url).with({ timeoutMs: 150, maxAttempts: 90 });
  const outcome = await client.execute(call.build());

  expect(outcome).toMatchObject({ errorCode: 'timeout', retryable: true });
  expect(outcome.attempts).toBeLessThanOrEqual(3);
  expect(outcome.durationMs).toBeLessThan(NEXT_LIMIT_MS);
});

it('waiting for a slot ends with the deadline, the tool unasked', async () => {
  const noSlots = { total: 0, perTenant: 1 };
  await givenATool(silence, localSettings({ deadlineMs: 100, concurrency: noSlots }));

  const outcome = await client.execute(aToolCall().at(server.url).notIdempotent().build());

  expect(outcome).toMatchObject({ errorCode: 'timeout', attempts: 0, retryable: true });
});
