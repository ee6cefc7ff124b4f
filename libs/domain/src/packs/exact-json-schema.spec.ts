import { type JsonObject, parseJson } from '@sentinai/contracts';
import { JsonSchemaCompiler } from './json-schema.ts';

const faults = (schema: string, value: string): string[] =>
  new JsonSchemaCompiler().validator(parseJson(schema) as JsonObject)(parseJson(value));

it.each([
  ['{"type":"integer"}', '9007199254740993'],
  ['{"type":"integer"}', '1152921506151679042'],
  ['{"type":"integer"}', '1e400'],
  ['{"type":"integer"}', '2.0'],
  ['{"type":"integer","format":"int64"}', '9007199254740993'],
  ['{"type":"number"}', '0.1234567890123456789'],
  ['{"type":"number","minimum":1.0}', '1.10'],
  ['{"minimum":9007199254740992,"maximum":9007199254740994}', '9007199254740993'],
  ['{"exclusiveMinimum":9007199254740992}', '9007199254740993'],
  ['{"multipleOf":3}', '9007199254740993'],
  ['{"multipleOf":0.01}', '12345678901234567.89'],
  ['{"const":9007199254740993}', '9007199254740993'],
  ['{"const":{"id":[9007199254740993]}}', '{"id":[9007199254740993.0]}'],
  ['{"enum":[1,9007199254740993]}', '9007199254740993'],
  ['{"enum":["a",1.10]}', '1.1'],
  ['{"uniqueItems":true}', '[9007199254740992,9007199254740993,9007199254740995]'],
  ['{"properties":{"id":{"type":"integer"},"$ref":true}}', '{"id":9007199254740993}'],
  ['{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"integer"}', '9007199254740993'],
])('%s takes %s', (schema, value) => {
  expect(faults(schema, value)).toEqual([]);
});

it.each([
  ['{"type":"integer"}', '9007199254740993.5', 'must be integer'],
  ['{"type":"string"}', '9007199254740993', 'must be string'],
  ['{"type":"object"}', '9007199254740993', 'must be object'],
  ['{"type":"object"}', '1.10', 'must be object'],
  ['{"type":["string","boolean"]}', '0.1234567890123456789', 'must be string,boolean'],
  ['{"maximum":9007199254740992}', '9007199254740993', 'must be <= 9007199254740992'],
  ['{"minimum":9007199254740994}', '9007199254740993', 'must be >= 9007199254740994'],
  ['{"exclusiveMaximum":9007199254740992}', '9007199254740993', 'must be < 9007199254740992'],
  ['{"exclusiveMinimum":0.5}', '0.4999999999999999999', 'must be > 0.5'],
  ['{"multipleOf":2}', '9007199254740993', 'must be multiple of 2'],
  ['{"const":9007199254740993}', '9007199254740992', 'must be equal to constant'],
  ['{"const":9007199254740992}', '9007199254740993', 'must be equal to constant'],
  ['{"enum":[9007199254740993,1]}', '9007199254740995', 'must be equal to one of the allowed values'],
  ['{"enum":[{}]}', '9007199254740993', 'must be equal to one of the allowed values'],
])('%s refuses %s', (schema, value, message) => {
  expect(faults(schema, value)).toEqual([`$ ${message}`]);
});

it('names the place, and forgets the numbers of one value when it sees the next', () => {
  const validate = new JsonSchemaCompiler().validator(parseJson('{"properties":{"id":{"maximum":10}}}') as JsonObject);

  expect(validate(parseJson('{"id":9007199254740993}'))).toEqual(['/id must be <= 10']);
  expect(validate(parseJson('{"id":9}'))).toEqual([]);
  expect(validate(parseJson('{"id":-9007199254740993}'))).toEqual([]);
});

it('keeps bounds as they are written, of 64-bit integers too', () => {
  const int64 = '{"minimum":-9223372036854775808,"maximum":9223372036854775807}';

  expect(faults(int64, '9223372036854775807')).toEqual([]);
  expect(faults(int64, '9223372036854775808')).toEqual(['$ must be <= 9223372036854775807']);
  expect(faults(int64, '-9223372036854775809')).toEqual(['$ must be >= -9223372036854775808']);
  expect(faults(int64, '9223372036854775000')).toEqual([]);
  expect(faults(`{"items":[${int64}],"$comment":"x"}`.replace('items', 'prefixItems'), '[17]')).toEqual([]);
  expect(faults('{"maximum":9007199254740993}', '9007199254740994')).toEqual(['$ must be <= 9007199254740993']);
});

it('refuses at compilation what a bound cannot be', () => {
  const compile = (schema: string) => () => new JsonSchemaCompiler().check(parseJson(schema) as JsonObject);

  expect(compile('{"maximum":1e400}')).toThrow('maximum must be number');
  expect(compile('{"maxLength":9007199254740993}')).toThrow('maxLength must be integer');
  expect(compile('{"properties":{"a":{"minimum":"1"}}}')).toThrow('minimum must be number');
});
