/** Tools with access tokens, against a real token endpoint that validates its requests. */
import type { JsonObject } from '@sentinai/contracts';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { type Answer, type LocalServer, answerJson, startLocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';

const SECRET = 's3cret/with+signs';
const env = { TOOL_SECRET_TENANT_5FFINANCE_5F001__CLIENT: SECRET, TOOL_SECRET_OTHER__CLIENT: SECRET };

let identity: LocalServer;
let tool: LocalServer;
let client: HttpToolClient;
let issued: number;

/** Token endpoint that accepts a single known client. */
const issuing =
  (facts: JsonObject = {}): Answer =>
  (response, { headers, body }) => {
    const basic = `Basic ${btoa(`me:${encodeURIComponent(SECRET)}`)}`;
    const form = new URLSearchParams(body);
    const known = headers.authorization === basic || form.get('client_secret') === SECRET;
    if (!known || form.get('grant_type') !== 'client_credentials') {
      return void response.writeHead(401).end(JSON.stringify({ error: 'invalid_client', echo: body }));
    }
    const token = { access_token: `token-${++issued}`, token_type: 'Bearer', expires_in: 300, ...facts };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(token));
  };

const start = async (token: Answer, answer: Answer = answerJson({})) => {
  issued = 0;
  [identity, tool] = await Promise.all([startLocalServer(token), startLocalServer(answer)]);
  client = new HttpToolClient(localSettings(), { env });
};
const call = (oauth2: JsonObject = {}) => {
  const settings = { token_url: `${identity.url}/token`, client_id: 'me', ...oauth2 };
  const authRef = 'env:TOOL_SECRET_TENANT_5FFINANCE_5F001__CLIENT';
  return aToolCall().at(tool.url).with({ authRef, oauth2: settings });
};
const tokensSent = () => tool.received.map(({ headers }) => headers.authorization);

afterEach(async () => {
  await client.close();
  await Promise.all([identity.close(), tool.close()]);
});

it('sends a token that the client credentials were exchanged for', async () => {
  await start(issuing());

  expect(await client.execute(call({ scope: 'pay read' }).build())).toMatchObject({ status: 'succeeded', attempts: 1 });
  expect(tokensSent()).toEqual(['Bearer token-1']);
  expect(identity.received).toMatchObject([
    {
      method: 'POST',
      path: '/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&scope=pay+read',
    },
  ]);
});

it('sends client id and secret in the body where the endpoint wants them there', async () => {
  await start(issuing());
  await client.execute(call({ client_auth: 'body' }).build());

  expect(Object.fromEntries(new URLSearchParams(identity.received[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'me',
    client_secret: SECRET,
  });
  expect(identity.received[0]?.headers.authorization).toBeUndefined();
});

it('tells the endpoint what else it wants to be told, several times where there are several values', async () => {
  await start(issuing());
  const resource = ['https://a.example.test/', 'https://b.example.test/?x=1&y'];
  await client.execute(
    call({ audience: 'ledger', resource, parameters: { tenant: 'acme', kind: ['a', 'b'] } }).build(),
  );

  expect([...new URLSearchParams(identity.received[0]?.body)]).toEqual([
    ['audience', 'ledger'],
    ['resource', resource[0]],
    ['resource', resource[1]],
    ['tenant', 'acme'],
    ['kind', 'a'],
    ['kind', 'b'],
    ['grant_type', 'client_credentials'],
  ]);
});

it('never has its own parameters replaced', async () => {
  await start(issuing());
  const parameters = { grant_type: ['password', 'x'], client_id: 'eve', client_secret: 'none', scope: 'all' };
  await client.execute(call({ client_auth: 'body', scope: 'read', parameters }).build());

  expect(Object.fromEntries(new URLSearchParams(identity.received[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    scope: 'read',
    client_id: 'me',
    client_secret: SECRET,
  });
  expect([...new URLSearchParams(identity.received[0]?.body)]).toHaveLength(4);
});

it('asks anew for a token for another audience', async () => {
  await start(issuing());
  for (const audience of ['a', 'b', 'a']) await client.execute(call({ audience }).build());

  expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-1']);
});

it.each(['Bearer', 'bearer', 'BEARER', 'BearerToken', 'bearertoken'])('takes a token of the type %s', async (type) => {
  await start(issuing({ token_type: type, expires_in: '3599' }));
  for (let n = 0; n < 2; n += 1) await client.execute(call().build());

  expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-1']);
});

it('keeps a token for as long as the endpoint says in words', async () => {
  await start(issuing({ token_type: 'BearerToken', expires_in: '0.2' }));
  await client.execute(call().build());
  await new Promise((resolve) => setTimeout(resolve, 250));
  await client.execute(call().build());

  expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-2']);
});

it('asks once for many calls, and again for another tenant', async () => {
  await start(issuing());
  await Promise.all(Array.from({ length: 5 }, () => client.execute(call().build())));
  expect(identity.received).toHaveLength(1);

  const theirs = call().with({ authRef: 'env:TOOL_SECRET_OTHER__CLIENT' }).ofTenant('OTHER');
  await client.execute(theirs.build());
  expect(identity.received).toHaveLength(2);
});

it('asks anew before a token expires', async () => {
  await start(issuing({ expires_in: 0.2 }));
  await client.execute(call().build());
  await new Promise((resolve) => setTimeout(resolve, 250));
  await client.execute(call().build());

  expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-2']);
});

it('asks anew, once, when the tool refuses a token; also for a tool that may be called once only', async () => {
  const refusingFirst: Answer = (response, { headers }) =>
    response.writeHead(headers.authorization === 'Bearer token-1' ? 401 : 200).end('{}');
  await start(issuing(), refusingFirst);

  expect(await client.execute(call().notIdempotent().build())).toMatchObject({ status: 'succeeded', attempts: 1 });
  expect(tokensSent()).toEqual(['Bearer token-1', 'Bearer token-2']);
});

it('does not ask for ever when the tool refuses every token', async () => {
  await start(issuing(), (response) => response.writeHead(401).end());

  expect(await client.execute(call().build())).toMatchObject({
    status: 'failed',
    errorCode: 'http_error',
    httpStatus: 401,
  });
  expect(identity.received).toHaveLength(2);
});

it('blanks out token and secret in what the tool answers, however it spells them', async () => {
  const spelt = [...SECRET].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  await start(issuing(), (response, { headers }) =>
    response.end(
      `{"sent":${JSON.stringify(headers.authorization)},"secret":"${spelt}","url":"${encodeURIComponent(SECRET)}"}`,
    ),
  );

  expect(await client.execute(call().build())).toMatchObject({
    output: { sent: 'Bearer ***', secret: '***', url: '***' },
  });
});

describe('a token endpoint', () => {
  it.each<[string, Answer, string, number]>([
    [
      'that refuses the client',
      (response) => response.writeHead(401).end(SECRET),
      'the token endpoint answered 401',
      1,
    ],
    [
      'that is down for a moment',
      (response, _, n) => void (n < 3 ? response.writeHead(503).end() : response.writeHead(400).end()),
      'the token endpoint answered 400',
      3,
    ],
    ['that answers no JSON', (response) => response.end('<html>'), 'the token endpoint answered no JSON', 1],
    [
      'that answers without a token',
      answerJson({ token_type: 'Bearer' }),
      'the token endpoint answered without a token',
      1,
    ],
    [
      'that answers another kind of token',
      issuing({ token_type: 'mac' }),
      'the token endpoint answered with a token that is not a bearer token',
      1,
    ],
  ])('%s fails the call, which is not made', async (_, answer, message, attempts) => {
    await start(answer);

    expect(await client.execute(call().build())).toMatchObject({
      status: 'failed',
      errorCode: 'auth_unavailable',
      message,
      attempts,
    });
    expect(tool.received).toEqual([]);
  });

  it('is not reached at a private address', async () => {
    await start(issuing());
    const guarded = new HttpToolClient(localSettings({ allowedPrivateHosts: new Set([`127.0.0.1:${tool.port}`]) }), {
      env,
    });

    expect(await guarded.execute(call().build())).toMatchObject({ status: 'failed', errorCode: 'address_forbidden' });
    expect(identity.received).toEqual([]);
    await guarded.close();
  });
});

describe('a dry run', () => {
  it('asks for no token, sends nothing, and shows no secret', async () => {
    await start(issuing());
    const { request, problems } = await client.dryRun(call().withArguments({ order: 'O-1', password: 'hush' }).build());

    expect(problems).toEqual([]);
    expect(request).toMatchObject({
      method: 'POST',
      url: `${tool.url}/`,
      headers: { authorization: 'Bearer ***', 'content-type': 'application/json' },
      body: { order: 'O-1', password: '[redacted]' },
    });
    expect([...identity.received, ...tool.received]).toEqual([]);
  });

  it('says everything that stands in the way', async () => {
    await start(issuing());
    const { problems } = await client.dryRun(
      call({ token_url: 'http://10.1.2.3/token' })
        .at('http://10.1.2.3/a')
        .with({ authRef: 'env:TOOL_SECRET_NONE' })
        .build(),
    );

    expect(problems.map(({ code }) => code)).toEqual(['address_forbidden', 'auth_unavailable', 'address_forbidden']);
  });

  it('blanks out an API key in the query string, which a call sends', async () => {
    await start(issuing(), answerJson({}));
    const keyed = call().with({
      oauth2: null,
      authRef: 'api-key-query:key env:TOOL_SECRET_TENANT_5FFINANCE_5F001__CLIENT',
    });

    expect((await client.dryRun(keyed.build())).request?.url).toBe(`${tool.url}/?key=***`);
    await client.execute(keyed.build());
    expect(tool.received[0]?.path).toBe(`/?${new URLSearchParams({ key: SECRET }).toString()}`);
  });
});
