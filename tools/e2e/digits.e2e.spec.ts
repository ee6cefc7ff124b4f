/** Numbers keep their digits, by whichever route they arrive and wherever they are shown. */
import { randomUUID } from 'node:crypto';
import { type JsonObject, parseJson } from '@sentinai/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { OutsideWorld } from './fixtures/outside-world.ts';
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'DIGITS';
const LITERAL = '{"literal":9007199254740993,"price":1.10,"id":"{exception.raw_payload.id}"}';
const ANSWER = '{"ticket":1152921506151679047,"fee":0.1234567890123456789}';

/** JSON text, since a pack written as an object would lose the digits under test. */
const packText = (world: string): string => `{
  "domain": "Digits",
  "exception_types": { "PLAIN": { "default_severity": "low" }, "CALLS": {}, "ASKS": {} },
  "severity_rules": [],
  "sla": { "by_severity": { "low": 480.0, "medium": 24e1 } },
  "tools": {
    "open": {
      "endpoint": "${world}/open",
      "timeout_ms": 5e3,
      "input_schema": {
        "type": "object",
        "properties": { "id": { "type": "integer", "maximum": 9223372036854775807 }, "literal": { "const": 9007199254740993 } }
      },
      "output_schema": { "type": "object", "properties": { "ticket": { "type": "integer" } }, "required": ["ticket"] }
    },
    "confirm": { "endpoint": "${world}/confirm/{ticket}" }
  },
  "playbooks": [
    {
      "name": "Calls",
      "match": { "exception_type": "CALLS" },
      "steps": [
        { "name": "open", "action_type": "call_tool", "params": { "tool": "open", "arguments": ${LITERAL} } },
        {
          "name": "confirm",
          "action_type": "call_tool",
          "params": {
            "tool": "confirm",
            "arguments": { "ticket": "{steps.open.result.ticket}", "fee": "{steps.open.result.fee}", "note": "for {exception.raw_payload.id}" }
          }
        }
      ]
    },
    {
      "name": "Asks",
      "match": { "exception_type": "ASKS" },
      "steps": [{ "name": "look", "action_type": "manual", "params": { "instruction": "Look at {exception.raw_payload.id}" } }]
    }
  ]
}`;

describe('digits', () => {
  let stack: TestStack;
  let world: OutsideWorld;

  beforeAll(async () => {
    world = await OutsideWorld.start();
    world.answers.set('/open', ANSWER);
    stack = await TestStack.shared();
    const imported = await stack.importPack(stack.file('digits.json', packText(world.url)), TENANT);
    expect(imported).toMatchObject({ exitCode: 0 });
  });

  afterAll(async () => {
    await stack.stop();
    await world.stop();
  });

  const send = async (method: string, path: string, raw?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(stack.stack.gatewayUrl + path, {
      method,
      body: raw,
      headers: {
        authorization: `Bearer ${await stack.token(TENANT)}`,
        ...(raw !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const text = await response.text();
    return { status: response.status, text, body: parseJson(text) as JsonObject };
  };
  const get = (path: string) => send('GET', path);
  const item = (exceptionId: string, payload: string, type = 'PLAIN'): string =>
    `{"exception_id":"${exceptionId}","source_system":"monitor","exception_type":"${type}","raw_payload":${payload}}`;
  const report = async (exceptionId: string, payload: string, type?: string) => {
    const answered = await send('POST', `/api/exceptions/${TENANT}`, item(exceptionId, payload, type));
    await stack.settled(TENANT);
    return answered;
  };
  const detailOf = async (exceptionId: string) => (await get(`/api/exceptions/${TENANT}/${exceptionId}`)).body;
  const payloadOf = async (exceptionId: string) => JSON.stringify((await detailOf(exceptionId)).payload);
  const timelineOf = async (exceptionId: string): Promise<string> =>
    (await get(`/api/exceptions/${TENANT}/${exceptionId}/events?limit=100`)).text;

  it('keep two ids apart that share one double', async () => {
    const payload = (digit: number): string => `{"id":115292150615167904${digit},"title":"event"}`;

    expect((await report('BIG-1', payload(2))).body).toMatchObject({ status: 'accepted' });
    expect((await report('BIG-1', payload(3))).body).toMatchObject({ status: 'accepted' });
    expect((await report('BIG-1', payload(3))).body).toMatchObject({ status: 'duplicate' });

    expect(await payloadOf('BIG-1')).toContain('"id":1152921506151679043');
    const timeline = await timelineOf('BIG-1');
    expect(timeline).toContain('"id":1152921506151679042');
    expect(timeline).toContain('"id":1152921506151679043');
  });

  it.each([
    ['9007199254740993', '9007199254740993'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['1.10', '1.10'],
    ['100.00', '100.00'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['0.00000012', '0.00000012'],
    ['1e400', `1${'0'.repeat(400)}`],
    ['123456789012345678901234567890.5', '123456789012345678901234567890.5'],
  ])('are shown as they were sent: %s', async (sent, shown) => {
    const id = `N-${randomUUID()}`;

    expect(await report(id, `{"n":${sent},"deep":[{"n": ${sent} }]}`)).toMatchObject({ status: 202 });

    expect(await payloadOf(id)).toBe(`{"n":${shown},"deep":[{"n":${shown}}]}`);
    expect(await timelineOf(id)).toContain(`"n":${shown}`);
  });

  it('are refused item by item when the database cannot store them', async () => {
    const one = await report('LONG-1', '{"n":1e131072}');
    expect(one).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
    expect(one.text).toContain('more than 1000 digits');

    const items = [
      item('LONG-2', '{"n":1}'),
      item('LONG-3', `{"n":${'9'.repeat(1_001)}}`),
      item('LONG-4', '{"n":1.10}'),
    ];
    const batch = await send('POST', `/api/exceptions/${TENANT}/batch`, `[${items.join(',')}]`);

    expect(batch).toMatchObject({ status: 200, body: { accepted: 2, rejected: 1 } });
    expect(await payloadOf('LONG-4')).toBe('{"n":1.10}');
  });

  it('reach tools and come back from them, in arguments, answers and the steps that use them', async () => {
    await report('TOOL-1', '{"id":1152921506151679042}', 'CALLS');
    await until('the playbook has ended', 60_000, async () => (await detailOf('TOOL-1')).stage === 'finished');

    expect(world.to('/open').map(({ body }) => body)).toEqual([
      '{"id":1152921506151679042,"price":1.10,"literal":9007199254740993}',
    ]);
    expect(world.to('/confirm/1152921506151679047').map(({ body }) => body)).toEqual([
      '{"fee":0.1234567890123456789,"note":"for 1152921506151679042"}',
    ]);
    const listed = await get(`/api/tools/executions?exception_id=TOOL-1&tool=open&tenant_id=${TENANT}`);
    const [run] = listed.body.items as { execution_id: string }[];
    const detail = (await get(`/api/tools/executions/${run?.execution_id}?tenant_id=${TENANT}`)).text;
    for (const digits of [
      '1152921506151679042',
      '9007199254740993',
      '1.10',
      '1152921506151679047',
      '0.1234567890123456789',
    ])
      expect(detail).toContain(`:${digits}`);
    expect(await timelineOf('TOOL-1')).toContain('"ticket":1152921506151679047');
    expect((await get(`/api/exceptions/${TENANT}/TOOL-1/playbook`)).text).toContain('1152921506151679047');
  });

  it('are checked exactly against the schema of a tool', async () => {
    await report('TOOL-2', '{"id":1}');
    const tools = (await get(`/api/tools?q=open&tenant_id=${TENANT}`)).body.items as { tool_id: number }[];
    const run = (args: string) =>
      send(
        'POST',
        `/api/tools/${tools[0]?.tool_id}/execute?tenant_id=${TENANT}`,
        `{"exception_id":"TOOL-2","arguments":${args}}`,
      );

    expect(await run('{"id":9223372036854775808}')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'arguments.id', message: 'must be <= 9223372036854775807' }] },
    });
    expect(await run('{"id":9007199254740993.5}')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'arguments.id', message: 'must be integer' }] },
    });
    expect(await run('{"literal":9007199254740992}')).toMatchObject({ status: 400 });
    expect(await run('{"id":9223372036854775807,"literal":9007199254740993}')).toMatchObject({ status: 202 });
  });

  it("stay in a person's input to a step, and distinguish two requests under one key", async () => {
    await report('ASK-1', '{"id":1152921506151679042}', 'ASKS');
    const complete = (digit: number) =>
      send(
        'POST',
        `/api/exceptions/${TENANT}/ASK-1/playbook/steps/1/complete`,
        `{"result":{"id":900719925474099${digit},"n":1e3}}`,
        {
          'idempotency-key': 'complete-once',
        },
      );

    const first = await complete(3);
    expect(first).toMatchObject({ status: 202 });
    await stack.settled(TENANT);
    expect(await complete(3)).toMatchObject({ status: 202, body: { command_id: first.body.command_id } });
    expect(await complete(2)).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    expect(await timelineOf('ASK-1')).toContain('"id":9007199254740993');
    expect(await timelineOf('ASK-1')).toContain('Look at 1152921506151679042');
  });

  it('stay in lines of JSON, over HTTP and from the command line', async () => {
    const lines = (...ids: string[]) => ids.map((id, at) => item(id, `{"id":115292150615167904${at}}`)).join('\n');

    const streamed = await send('POST', `/api/exceptions/${TENANT}/batch`, lines('L-1', 'L-2'), {
      'content-type': 'application/x-ndjson',
    });
    const ingested = await stack.ingest(TENANT, stack.file('lines.ndjson', lines('L-3', 'L-4')), 'ndjson');

    expect(streamed).toMatchObject({ status: 200, body: { accepted: 2 } });
    expect(ingested).toMatchObject({ exitCode: 0 });
    await stack.settled(TENANT);
    expect(await Promise.all(['L-1', 'L-2', 'L-3', 'L-4'].map(payloadOf))).toEqual([
      '{"id":1152921506151679040}',
      '{"id":1152921506151679041}',
      '{"id":1152921506151679040}',
      '{"id":1152921506151679041}',
    ]);
  });

  it('stay in a record that somebody else produced, whose numbers for us may be written otherwise', async () => {
    const producer = new Kafka({ brokers: [stack.stack.kafkaBrokers], logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    const value = `{"domain":"Digits","source_system":"foreign","exception_type":"PLAIN","entity":null,"amount":null,"title":null,
      "occurred_at":"2026-11-20T08:00:00Z","source_updated_at":null,"redacted":[],
      "raw_payload":{ "id" : 1152921506151679042 , "price":1.10 }}`;
    const headers = {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: 'ExceptionIngested',
      ce_source: '/foreign',
      ce_time: new Date().toISOString(),
      ce_schemaversion: '1',
      ce_tenantid: TENANT,
      ce_exceptionid: 'K-1',
    };
    await producer.send({ topic: 'exceptions.ingested', messages: [{ key: `${TENANT}:K-1`, value, headers }] });
    await producer.disconnect();

    await until('the record is processed', 60_000, async () => (await detailOf('K-1')).exception_id === 'K-1');
    await stack.settled(TENANT);
    expect(await payloadOf('K-1')).toBe('{"id":1152921506151679042,"price":1.10}');
    expect(await timelineOf('K-1')).toContain('"price":1.10');
  });

  it('of a pack stay, in the translated document and in the one handed in', async () => {
    const shown = (await get(`/api/packs/Digits/versions/1?tenant_id=${TENANT}`)).text;

    expect(shown.match(/"const":9007199254740993/g)).not.toBeNull();
    expect(shown).toContain('"maximum":9223372036854775807');
    const again = await stack.importPack(stack.file('again.json', packText(world.url)), TENANT);
    const changed = await stack.importPack(
      stack.file(
        'changed.json',
        packText(world.url).replace('"literal":9007199254740993', '"literal":9007199254740995'),
      ),
      TENANT,
    );
    expect([again.exitCode, changed.exitCode]).toEqual([0, 0]);
    const versions = (await get(`/api/packs/Digits/versions?tenant_id=${TENANT}`)).body.items as { version: number }[];
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    const diff = await get(`/api/packs/Digits/diff?from=1&to=2&tenant_id=${TENANT}`);
    expect(diff.text).toContain('"before":9007199254740993,"after":9007199254740995');
  });
});
