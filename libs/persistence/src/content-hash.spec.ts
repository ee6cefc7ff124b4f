import { parseJson } from '@sentinai/contracts';
import { contentHash } from './content-hash.ts';

const hash = (text: string): string => contentHash(parseJson(text));

it.each([
  ['{"id":1152921506151679042}', '{"id":1152921506151679043}'],
  ['{"a":1.0}', '{"a":1}'],
  ['{"a":1.10}', '{"a":"1.10"}'],
  ['{"a":9007199254740993}', '{"a":{"rawJSON":"9007199254740993"}}'],
  ['{"a":9007199254740993}', '{"a":{"text":"9007199254740993"}}'],
  ['[1,2]', '[2,1]'],
])('%s and %s have different hashes', (one, other) => {
  expect(hash(one)).not.toBe(hash(other));
});

it('the order of keys does not matter', () => {
  expect(hash('{"a":{"x":1.10,"y":2},"b":[9007199254740993]}')).toBe(
    hash('{"b":[9007199254740993],"a":{"y":2,"x":1.10}}'),
  );
});

it('is unchanged for content without such numbers', () => {
  expect(hash('{"b":[1,null,"x"],"a":{"d":1.5,"c":true}}')).toBe(
    '0a5f3557dc22dac4c797c5640e5555d29b4fc3d7f78ba13b86d0136bff2749ea',
  );
});
