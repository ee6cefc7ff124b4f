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
