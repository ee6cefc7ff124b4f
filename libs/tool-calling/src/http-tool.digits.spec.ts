/** Numbers in tools' responses that no double can represent. */
import { afterEach, expect, it } from '@jest/globals';
import type { JsonObject } from '@sentinai/contracts';
import { parseJson } from '@sentinai/contracts';
import { JsonSchemaCompiler } from '@sentinai/domain';
import { aToolCall, localSettings } from '../test/a-tool-call.ts';
import { startLocalServer } from '../test/local-server.ts';
import type { LocalServer } from '../test/local-server.ts';
import { HttpToolClient } from './http-tool.client.ts';
import type { ToolCall, ToolOutcome } from '@sentinai/domain';

let server: LocalServer;
let client: HttpToolClient;

async function givenATool(body: string, env: Record<string, string> = {}): Promise<void> {
  server = await startLocalServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  client = new HttpToolClient(localSettings(), { env });
}

const called = async (tool: Partial<ToolCall['tool']> = {}): Promise<ToolOutcome> =>
  client.execute(aToolCall().at(server.url).with(tool).build());

const outputOf = (outcome: ToolOutcome): string =>
  outcome.status === 'succeeded' ? JSON.stringify(outcome.output) : outcome.message;

afterEach(async () => {
  await client.close();
  await server.close();
});

const SECRET = 'TOOL_SECRET_TENANT_5FFINANCE_5F001__KEY';
const ANSWER = '{"id":1152921506151679042,"price":1.10,"rows":[{"big":1e400}]}';

it('stay as the tool wrote them', async () => {
  await givenATool(ANSWER);

  expect(outputOf(await called())).toBe(ANSWER);
});

it.each(['1152921506151679042', '1.10', '[9007199254740993]'])('stay when they are all of it: %s', async (answer) => {
  await givenATool(answer);

  expect(outputOf(await called())).toBe(`{"value":${answer}}`);
});

it('stay beside a secret that is blanked out, and beside an escape', async () => {
  await givenATool(`{"echo":"\\u0074op-secret-key","id":1152921506151679042}`, {
    [SECRET]: 'top-secret-key',
  });

  const outcome = await called({ authRef: `env:${SECRET}` });

  expect(outputOf(outcome)).toBe('{"echo":"***","id":1152921506151679042}');
});

it('are held against the output schema as they are', async () => {
  await givenATool(ANSWER);
  const schema = (text: string) => new JsonSchemaCompiler().validator(parseJson(text) as JsonObject);

  expect(await called({ validateOutput: schema('{"properties":{"id":{"type":"integer"}}}') })).toMatchObject({
    status: 'succeeded',
  });
  expect(
    await called({ validateOutput: schema('{"properties":{"id":{"maximum":1152921506151679041}}}') }),
  ).toMatchObject({ status: 'failed', errorCode: 'invalid_output' });
});

it('are refused when no database holds them', async () => {
  await givenATool('{"n":1e131072}');

  expect(await called()).toMatchObject({
    status: 'failed',
    errorCode: 'invalid_output',
    message: 'the tool answered 200, but the answer holds a number of more than 1000 digits',
  });
});

it('are in what a dry run shows', async () => {
  await givenATool('{}');
  const call = aToolCall()
    .at(server.url)
    .withArguments(parseJson(ANSWER) as JsonObject);

  const { request } = await client.dryRun(call.build());

  expect(JSON.stringify(request?.body)).toBe(ANSWER);
});
