/** The client's handling of failing endpoints and of tenants with high load. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { answerJson, startLocalServer } from '../test/local-server.ts';
import type { Answer, LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

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

describe('the circuit breaker', () => {
  const settings = localSettings({
    breaker: { errorPercent: 50, minimumCalls: 4, windowMs: 10_000, openMs: 150, maxBreakers: 10 },
  });
  let status = 500;
  const answer: Answer = (response) => response.writeHead(status).end();
  const call = () => aToolCall().at(server.url).with({ maxAttempts: 1 });

  async function givenAnOpenCircuit(): Promise<void> {
    status = 500;
    await givenATool(answer, settings);
    for (let i = 0; i < 4; i += 1) await client.execute(call().build());
  }

  it('opens when the tool keeps failing, and the tool is left alone', async () => {
    await givenAnOpenCircuit();

    const outcome = await client.execute(call().build());

    expect(outcome).toMatchObject({ errorCode: 'circuit_open', attempts: 0, retryable: true });
    expect(server.received).toHaveLength(4);
  });

  it('lets one call probe after a while, and closes when it succeeds', async () => {
    await givenAnOpenCircuit();
    status = 200;
    await pause(200);

    const probing = await Promise.all([client.execute(call().build()), client.execute(call().build())]);
    const after = await client.execute(call().build());

    expect(probing.map((outcome) => outcome.status)).toEqual(['succeeded', 'failed']);
    expect(after).toMatchObject({ status: 'succeeded' });
  });

  it('opens again when the probe fails', async () => {
    await givenAnOpenCircuit();
    await pause(200);

    await client.execute(call().build());

    expect(await client.execute(call().build())).toMatchObject({ errorCode: 'circuit_open' });
    expect(server.received).toHaveLength(5);
  });

  it('is open for this tenant, tool and origin only', async () => {
    await givenAnOpenCircuit();
    const others = [call().ofTenant('TENANT_OTHER'), call().with({ name: 'other-tool' })];

    for (const other of others) expect(await client.execute(other.build())).toMatchObject({ errorCode: 'http_error' });
  });

  it('does not count refusals: a tool that answers 422 is well', async () => {
    status = 422;
    await givenATool(answer, settings);

    for (let i = 0; i < 8; i += 1) {
      expect(await client.execute(call().build())).toMatchObject({ errorCode: 'http_error', httpStatus: 422 });
    }
  });

  it('ends a call that opens it with what opened it', async () => {
    status = 503;
    await givenATool(answer, settings);

    const outcome = await client.execute(call().with({ maxAttempts: 8 }).build());

    expect(outcome).toMatchObject({ errorCode: 'http_error', httpStatus: 503, attempts: 4 });
  });
});

describe('concurrency', () => {
  it('is limited for each tenant and in all, and everything is done in the end', async () => {
    const running = { total: 0, most: 0, byTenant: new Map<unknown, number>(), mostOfOneTenant: 0 };
    const slow: Answer = (response, { headers }) => {
      const tenant = headers['x-sentinai-tenant'];
      const ofTenant = (running.byTenant.get(tenant) ?? 0) + 1;
      running.byTenant.set(tenant, ofTenant);
      running.total += 1;
      running.most = Math.max(running.most, running.total);
      running.mostOfOneTenant = Math.max(running.mostOfOneTenant, ofTenant);
      setTimeout(() => {
        running.byTenant.set(tenant, (running.byTenant.get(tenant) ?? 0) - 1);
        running.total -= 1;
        answerJson({})(response, { method: '', path: '', headers, body: '' }, 0);
      }, 15);
    };
    await givenATool(slow, localSettings({ concurrency: { total: 5, perTenant: 3 } }));
    const tenants = [...Array<string>(40).fill('FLOODS'), ...Array<string>(10).fill('ASKS')];
    const calls = tenants.map((tenant) => aToolCall().at(server.url).ofTenant(tenant).build());

    const outcomes = await Promise.all(calls.map((call) => client.execute(call)));

    expect(outcomes.every(({ status }) => status === 'succeeded')).toBe(true);
    expect(running).toMatchObject({ most: 5, mostOfOneTenant: 3 });
  });
});
