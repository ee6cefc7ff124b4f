import { openApiSchema } from './json-schema.ts';

it('writes a schema as OpenAPI 3.0 does', () => {
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1 },
      kind: { enum: ['a', 'b'] },
      minutes: { anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'string' }] },
      params: { type: 'object', patternProperties: { '^.*$': {} }, propertyNames: { maxLength: 3 } },
      list: { type: 'array', items: { enum: [1, 'x'] } },
    },
    additionalProperties: false,
  };

  expect(openApiSchema(schema)).toEqual({
    ...schema,
    properties: {
      name: { type: 'string', minLength: 1 },
      kind: { type: 'string', enum: ['a', 'b'] },
      minutes: { anyOf: [{ type: 'number', minimum: 0, exclusiveMinimum: true }, { type: 'string' }] },
      params: { type: 'object', additionalProperties: true },
      list: { type: 'array', items: { enum: [1, 'x'] } },
    },
  });
});
