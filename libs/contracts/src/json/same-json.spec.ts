import { parseJson } from './parse-json.ts';
import { sameJson } from './same-json.ts';

const same = (one: string, other: string): boolean => sameJson(parseJson(one), parseJson(other));

it.each([
  ['{"a":1,"b":[2,{"c":null}]}', '{"b":[2,{"c":null}],"a":1}'],
  ['1e3', '1000'],
  ['{"a":1.10}', '{"a":1.1}'],
  ['9007199254740993', '9007199254740993.0'],
  ['0.0000001', '1e-7'],
  ['"x"', '"x"'],
])('%s is the same as %s', (one, other) => {
  expect(same(one, other)).toBe(true);
});

it.each([
  ['{"id":1152921506151679042}', '{"id":1152921506151679043}'],
  ['[1,2]', '[2,1]'],
  ['[1]', '{"0":1}'],
  ['{}', '{"a":null}'],
  ['{"a":1}', '{"b":1}'],
  ['1.10', '"1.10"'],
  ['1.10', '{}'],
  ['1e400', '1e401'],
  ['{"toString":1}', '{"a":1}'],
])('%s is not the same as %s', (one, other) => {
  expect(same(one, other)).toBe(false);
});

it('takes a key without a value for none', () => {
  expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(sameJson({ b: undefined }, { a: 1 })).toBe(false);
});
