import { withDoublesAt, withOwnDoubles } from './doubles.ts';
import { isJsonContainer, isJsonObject } from './json-object.ts';
import { parseJson } from './parse-json.ts';

describe('withDoublesAt', () => {
  it('puts a double where a number is wanted, and leaves all others as they are', () => {
    const document = parseJson('{"id":2.0,"list":[{"a~/b":1e3}],"payload":{"price":1.10},"long":9007199254740993}');

    const changed = withDoublesAt(document, ['/id', '/list/0/a~0~1b', '/long', '/gone/0', '/payload', '/toString', '']);

    expect(JSON.stringify(changed)).toBe(
      '{"id":2,"list":[{"a~/b":1000}],"payload":{"price":1.10},"long":9007199254740993}',
    );
    expect(JSON.stringify(document)).toContain('"id":2.0');
  });

  it('returns the document itself when there is nothing to replace', () => {
    const document = parseJson('{"id":2,"long":9007199254740993}');

    expect(withDoublesAt(document, ['/id', '/long'])).toBe(document);
  });

  it('reads a document that is a number', () => {
    expect(withDoublesAt(parseJson('2.0'), [''])).toBe(2);
  });

  it('keeps a key called __proto__ a key', () => {
    const document = parseJson('{"__proto__":{"a":1},"id":2.0}');

    expect(JSON.stringify(withDoublesAt(document, ['/id']))).toBe('{"__proto__":{"a":1},"id":2}');
  });
});

it('withOwnDoubles changes the numbers right in an object only', () => {
  const body = parseJson('{"quorum":2.0,"arguments":{"price":1.10},"long":9007199254740993}') as object;

  expect(JSON.stringify(withOwnDoubles(body))).toBe('{"quorum":2,"arguments":{"price":1.10},"long":9007199254740993}');
});

it('an exact number is neither an object nor a container', () => {
  const [number, object, list] = parseJson('[1.10,{},[]]') as unknown[];

  expect([number, object, list, null].map(isJsonObject)).toEqual([false, true, false, false]);
  expect([number, object, list, null].map(isJsonContainer)).toEqual([false, true, true, false]);
});
