import { jsonDifferences } from './json-differences.ts';

describe('jsonDifferences', () => {
  it('finds none between documents whose keys stand in another order', () => {
    expect(jsonDifferences({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toEqual([]);
  });

  it.each([
    ['a changed value', { a: { b: 1 } }, { a: { b: 2 } }, ['/a/b']],
    ['a value of another type', { a: 1 }, { a: '1' }, ['/a']],
    ['a missing key', { a: { b: 1, c: 2 } }, { a: { b: 1 } }, ['/a/c']],
    ['a key whose value is null', { a: null }, {}, ['/a']],
    ['an added element', { a: [1] }, { a: [1, 2] }, ['/a/1']],
    ['an array in place of an object', { a: { 0: 1 } }, { a: [1] }, ['/a']],
    ['keys with / and ~', { 'a/b~c': 1 }, {}, ['/a~1b~0c']],
    ['everything', 1, 2, ['/']],
  ])('points at %s', (_what, left, right, expected) => {
    expect(jsonDifferences(left, right)).toEqual(expected);
  });
});
