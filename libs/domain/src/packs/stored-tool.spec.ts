import { aDomainPack, aTenantPack } from '../testing/domain-config.builder.ts';
import type { PackTool } from './domain-pack.schema.ts';
import { JsonSchemaCompiler } from './json-schema.ts';
import { compileTool, packTools, toolToStored } from './stored-tool.ts';

const ENDPOINT = 'https://tools.example.com/order';

const compile = (tool: Partial<PackTool> = {}) =>
  compileTool(
    { toolId: 1, version: 3, ...toolToStored('getOrder', { endpoint: ENDPOINT, ...tool }) },
    new JsonSchemaCompiler(),
  );

describe('a tool in the table', () => {
  it.each([
    [undefined, 'webhook'],
    ['POST', 'webhook'],
    ['GET', 'rest'],
  ] as const)('with method %s is of type %s', (method, type) => {
    expect(toolToStored('t', { endpoint: ENDPOINT, method }).type).toBe(type);
  });

  it('is there when the tenant approves it', () => {
    const names = (approved_tools?: string[]) =>
      packTools(aDomainPack(), aTenantPack({ approved_tools })).map(({ name }) => name);

    expect(names()).toEqual(['getOrder', 'retrySettlement']);
    expect(names(['getOrder'])).toEqual(['getOrder']);
    expect(names([])).toEqual([]);
    expect(packTools(aDomainPack(), null)).toHaveLength(2);
  });
});

describe('a compiled tool', () => {
  it('has the careful defaults', () => {
    expect(compile()).toMatchObject({
      toolId: 1,
      name: 'getOrder',
      version: 3,
      endpoint: ENDPOINT,
      method: 'POST',
      authRef: null,
      inputSchema: null,
      outputSchema: null,
      timeoutMs: 10_000,
      maxAttempts: 3,
      idempotent: true,
      effect: 'act',
    });
  });

  it('is tried once when a second call would act a second time, unless the pack insists', () => {
    expect(compile({ idempotent: false }).maxAttempts).toBe(1);
    expect(compile({ idempotent: false, max_attempts: 2 }).maxAttempts).toBe(2);
  });

  it('says what is wrong with arguments, all of it, with the place', () => {
    const tool = compile({
      input_schema: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: { orderId: { type: 'string', format: 'uuid' }, depth: { type: 'number' } },
        required: ['orderId'],
        additionalProperties: false,
      },
    });

    expect(tool.validateInput({ orderId: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' })).toEqual([]);
    expect(tool.validateInput({ depth: 'x', more: 1 })).toEqual([
      "$ must have required property 'orderId'",
      '$ must NOT have additional properties: more',
      '/depth must be number',
    ]);
    expect(tool.validateInput({ orderId: 'x' })).toEqual(['/orderId must match format "uuid"']);
  });

  it('takes anything where the pack asks for nothing', () => {
    expect(compile().validateInput(undefined)).toEqual([]);
    expect(compile().validateOutput('text')).toEqual([]);
  });

  it('looks at answers by their own schema', () => {
    const tool = compile({ output_schema: { type: 'object', required: ['price'] } });

    expect(tool.validateOutput({})).toEqual(["$ must have required property 'price'"]);
  });
});
