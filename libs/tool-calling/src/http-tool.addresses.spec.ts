import type { LookupFunction } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { answerJson, startLocalServer } from '../test/local-server.ts';
import type { LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';
import { parseAllowedHosts, parseHostAliases } from './tool-http.settings.ts';
import type { ToolHttpSettings } from './tool-http.settings.ts';

let server: LocalServer;
const clients: HttpToolClient[] = [];

beforeAll(async () => {
  server = await startLocalServer(answerJson({ reached: true }));
});
afterEach(async () => {
  server.received.length = 0;
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(() => server.close());

function aClient(settings: Partial<ToolHttpSettings> = {}, lookup?: LookupFunction): HttpToolClient {
  const client = new HttpToolClient(
    localSettings({ allowedPrivateHosts: new Set(), ...settings }),
    lookup && { lookup },
  );
  clients.push(client);
  return client;
}

/** A name server that returns these answers in order, then repeats the last one. */
function resolvingTo(...answers: string[][]): LookupFunction {
  return (_, __, callback) => {
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

/** A global unicast address from an unallocated block: connecting fails. */
const NOWHERE = '2000::1';

const forbidden = { status: 'failed', errorCode: 'address_forbidden', attempts: 1, retryable: false };

it.each([
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0.0.0.0',
  '169.254.169.254',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[fd00:ec2::254]',
  '[fe80::1]',
])('http://%s is refused', async (host) => {
  const outcome = await aClient().execute(aToolCall().at(`http://${host}:${server.port}/`).build());

  expect(outcome).toMatchObject(forbidden);
  expect(server.received).toHaveLength(0);
});

it('localhost is refused, by the real resolver', async () => {
  const call = aToolCall().at(`http://localhost:${server.port}/`);

  expect(await aClient().execute(call.build())).toMatchObject(forbidden);
});

it.each([
  ['a private address', [['10.0.0.5']]],
  ['a private address among public ones', [['93.184.216.34', '127.0.0.1']]],
  ['no address at all', [[]]],
])('a name is refused that resolves to %s', async (_, answers) => {
  const call = aToolCall().at(`http://tools.example.com:${server.port}/`);

  const outcome = await aClient({}, resolvingTo(...answers)).execute(call.build());

  expect(outcome).toMatchObject(forbidden);
  expect(JSON.stringify(outcome)).not.toContain('10.0.0.5');
});

it('a name that turns private after the first look is refused when it is connected to', async () => {
  const client = aClient({ connectTimeoutMs: 100 }, resolvingTo([NOWHERE], ['127.0.0.1']));
  const call = aToolCall().at(`http://rebinding.example.com:${server.port}/`).with({ timeoutMs: 300 });

  const outcome = await client.execute(call.build());

  expect(outcome).toMatchObject({ errorCode: 'address_forbidden' });
  expect(server.received).toHaveLength(0);
});

describe('a host in allowedPrivateHosts', () => {
  it.each(['tools.internal', 'TOOLS.internal, other'])('is reached: %s', async (hosts) => {
    const client = aClient({ allowedPrivateHosts: parseAllowedHosts(hosts) }, resolvingTo(['127.0.0.1']));
    const call = aToolCall().at(`http://tools.internal:${server.port}/`);

    expect(await client.execute(call.build())).toMatchObject({ status: 'succeeded' });
  });

  it('is reached at the port it is listed with, and at no other', async () => {
    const client = aClient({ allowedPrivateHosts: parseAllowedHosts(`127.0.0.1:${server.port}`) });

    expect(await client.execute(aToolCall().at(server.url).build())).toMatchObject({ status: 'succeeded' });
    expect(await client.execute(aToolCall().at('http://127.0.0.1:1/').build())).toMatchObject(forbidden);
  });

  it('does not allow the names below it', async () => {
    const client = aClient({ allowedPrivateHosts: parseAllowedHosts('internal') }, resolvingTo(['127.0.0.1']));

    expect(await client.execute(aToolCall().at('http://tools.internal/').build())).toMatchObject(forbidden);
  });
});

describe('a host alias', () => {
  const aliases = () => parseHostAliases(`demo-tools=127.0.0.1:${server.port}`);
  const call = aToolCall().at('http://demo-tools/finance/settlements').build();

  it('leads to its address and port, while the request still names the host', async () => {
    const client = aClient({ hostAliases: aliases(), allowedPrivateHosts: parseAllowedHosts('demo-tools') });

    expect(await client.execute(call)).toMatchObject({ status: 'succeeded' });
    expect(server.received[0]).toMatchObject({ path: '/finance/settlements', headers: { host: 'demo-tools' } });
  });

  it('allows nothing by itself', async () => {
    expect(await aClient({ hostAliases: aliases() }).execute(call)).toMatchObject(forbidden);
  });
});
