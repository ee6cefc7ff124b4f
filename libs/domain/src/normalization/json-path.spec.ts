import { parseJson } from '@sentinai/contracts';
import { compileJsonPath } from './json-path.ts';

const DOCUMENT = {
  a: {
    "b'c": 1,
    'line\nbreak': 2,
    items: [
      { id: 'x', n: 1 },
      { id: 'y', n: 2 },
    ],
  },
};

describe('a JSONPath', () => {
  it.each([
    ['$.a.items[1].id', 'y'],
    ["$['a'][\"b'c\"]", 1],
    ['$.a.items[-1].id', 'y'],
    ['$.a.items[?@.n == 2].id', 'y'],
    ['$..id', 'x'],
    ['$.a.nothing', undefined],
    ['$.a.items.id', undefined],
    ['$.a[0]', undefined],
    ['$.a.constructor', undefined],
    ['$.a.__proto__', undefined],
  ])('%s finds %j first', (source, expected) => {
    expect(compileJsonPath(source).first(DOCUMENT)).toEqual(expected);
  });

  it.each([
    ['$.a.items[0].id', [['a', 'items', 0, 'id']]],
    [
      '$..id',
      [
        ['a', 'items', 0, 'id'],
        ['a', 'items', 1, 'id'],
      ],
    ],
    [
      '$.a[?@ == 1 || @ == 2]',
      [
        ['a', "b'c"],
        ['a', 'line\nbreak'],
      ],
    ],
    ['$.a.nothing', []],
  ])('%s says where values are', (source, expected) => {
    expect(compileJsonPath(source).places(DOCUMENT)).toEqual(expected);
  });

  it.each([
    ['a.b', 'is not a JSONPath'],
    ['$.', 'is not a JSONPath'],
    ['$..a..b', 'descends (..) more than once'],
    ["$[?search(@.a, '(x+)+')]", 'match() and search() are not available'],
  ])('%s is refused', (source, message) => {
    expect(() => compileJsonPath(source)).toThrow(
      expect.objectContaining({ name: 'JsonPathError', message: expect.stringContaining(message) }),
    );
  });
});

describe('numbers with many digits', () => {
  const document = parseJson('{"a":[{"n":12.50,"id":9007199254740993},{"n":3.0,"id":1}],"text":"x"}');

  it.each([
    ['$.a[0].id', '9007199254740993'],
    ['$.a[-2].id', '9007199254740993'],
    ['$.a[?@.n > 10].id', '9007199254740993'],
    ['$.a[?@.n == 12.5].n', '12.50'],
    ['$..id', '9007199254740993'],
    ['$.a[-2]', '{"n":12.50,"id":9007199254740993}'],
  ])('%s finds %s', (path, expected) => {
    expect(JSON.stringify(compileJsonPath(path).first(document))).toBe(expected);
  });

  it.each(['$.a[0].id.text', '$.a[-2].id.text', '$.a[-2].id.*'])('%s finds nothing inside a number', (path) => {
    expect(compileJsonPath(path).first(document)).toBeUndefined();
    expect(compileJsonPath(path).places(document)).toEqual([]);
  });

  it('$..text finds the key, not the inside of numbers', () => {
    expect(compileJsonPath('$..text').places(document)).toEqual([['text']]);
  });
});
