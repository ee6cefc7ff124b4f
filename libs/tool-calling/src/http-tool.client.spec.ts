import { afterEach, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { answerJson, startLocalServer } from '../test/local-server.ts';
import type { Answer, LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

let server: LocalServer;
let client: HttpToolClient;

async function givenATool(answer: Answer, env: Record<string, string> = {}): Promise<void> {
  server = await startLocalServer(answer);
  client = new HttpToolClient(localSettings(), { env });
}

afterEach(async () => {
  await client.close();
  await server.close();
});

describe('a call that succeeds', () => {
  it('sends the arguments as JSON, with who asks and under which idempotency key', async () => {
    await givenATool(answerJson({ settlement_status: 'RETRIED' }));

    const outcome = await client.execute(aToolCall().at(`${server.url}/settlements/retry`).build());

    expect(outcome).toMatchObject({
      status: 'succeeded',
      httpStatus: 200,
      output: { settlement_status: 'RETRIED' },
      attempts: 1,
    });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      path: '/settlements/retry',
      body: '{"order_id":"ORD-1"}',
    });
    expect(server.received[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': aToolCall().build().executionId,
      'x-sentinai-tenant': 'TENANT_FINANCE_001',
      'x-correlation-id': 'EX-1',
      'user-agent': 'SentinAI-Tool/1',
    });
  });

  it('sends the arguments of a GET in path and query, with no body', async () => {
    await givenATool(answerJson({}));
    const call = aToolCall()
      .at(`${server.url}/orders/{order_id}`)
      .with({ method: 'get' })
      .withArguments({ order_id: 'A/1', depth: 2, tags: ['x', 'y z'] });

    await client.execute(call.build());

    expect(server.received[0]).toMatchObject({ path: '/orders/A%2F1?depth=2&tags=x&tags=y+z', body: '' });
  });

  it.each([
    ['an array', [1, 2], { value: [1, 2] }],
    ['a scalar', 'done', { value: 'done' }],
    ['null', null, { value: null }],
  ])('wraps %s', async (_, body, output) => {
    await givenATool(answerJson(body));

    expect(await client.execute(aToolCall().at(server.url).build())).toMatchObject({ status: 'succeeded', output });
  });

  it('takes an empty answer for an empty object', async () => {
    await givenATool((response) => response.writeHead(204).end());

    const outcome = await client.execute(aToolCall().at(server.url).build());

    expect(outcome).toMatchObject({ status: 'succeeded', httpStatus: 204, output: {} });
  });
});

describe('schemas', () => {
  it('stops arguments that do not fit before any call', async () => {
    await givenATool(answerJson({}));
    const call = aToolCall()
      .at(server.url)
      .with({ validateInput: () => ['/order_id must be string'] });

    expect(await client.execute(call.build())).toMatchObject({
      status: 'failed',
      errorCode: 'invalid_arguments',
      message: expect.stringContaining('/order_id must be string'),
      attempts: 0,
      retryable: false,
    });
    expect(server.received).toHaveLength(0);
  });

  it('fails on an answer that does not fit, and does not ask again: the effect is done', async () => {
    await givenATool(answerJson({ unexpected: true }));
    const validateOutput = (body: unknown) => ((body as object).hasOwnProperty('status') ? [] : ['/status is missing']);

    const outcome = await client.execute(aToolCall().at(server.url).with({ validateOutput }).build());

    expect(outcome).toMatchObject({ status: 'failed', errorCode: 'invalid_output', attempts: 1, retryable: false });
  });
});

describe('secrets', () => {
  const env = {
    TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER: 's3cr3t-value',
    DATABASE_URL: 'postgres://owner:hunter22@db',
  };

  it.each([
    ['bearer env:TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER', 'authorization', 'Bearer s3cr3t-value'],
    ['env:TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER', 'authorization', 'Bearer s3cr3t-value'],
    ['basic env:TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER', 'authorization', `Basic ${btoa('s3cr3t-value')}`],
    ['api-key:X-Api-Key env:TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER', 'x-api-key', 's3cr3t-value'],
  ])('%s is sent as %s', async (authRef, header, value) => {
    await givenATool(answerJson({}), env);

    await client.execute(aToolCall().at(server.url).with({ authRef }).build());

    expect(server.received[0]?.headers[header]).toBe(value);
  });

  it.each(['env:DATABASE_URL', 'env:TOOL_SECRET_TENANT_5FFINANCE_5F001__MISSING', 'file:/etc/hostname', 'hunter22'])(
    'does not call when %s cannot be had, and tells nothing of it',
    async (authRef) => {
      await givenATool(answerJson({}), env);

      const outcome = await client.execute(aToolCall().at(server.url).with({ authRef }).build());

      expect(outcome).toMatchObject({ status: 'failed', errorCode: 'auth_unavailable', attempts: 0 });
      expect(JSON.stringify(outcome)).not.toContain('hunter22');
      expect(server.received).toHaveLength(0);
    },
  );

  it('blanks the secret out of an answer that repeats it, plain or encoded', async () => {
    await givenATool((response, { headers }) => response.end(JSON.stringify({ echoed: headers.authorization })), env);

    for (const format of ['bearer', 'basic']) {
      const call = aToolCall()
        .at(server.url)
        .with({ authRef: `${format} env:TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER` });
      const outcome = await client.execute(call.build());
      expect(outcome).toMatchObject({ status: 'succeeded', output: { echoed: expect.stringMatching(/^\w+ \*\*\*$/) } });
    }
  });

  it('blanks the secret out of a schema fault that repeats it', async () => {
    await givenATool(answerJson({}), env);
    const call = aToolCall()
      .at(server.url)
      .with({
        authRef: 'env:TOOL_SECRET_TENANT_5FFINANCE_5F001__LEDGER',
        validateOutput: () => ['/token is s3cr3t-value'],
      });

    expect(await client.execute(call.build())).toMatchObject({ message: expect.stringContaining('/token is ***') });
  });
});
