import { jsonDepth } from './json-depth.ts';

describe('jsonDepth', () => {
  it.each([
    [1, 0],
    [null, 0],
    [{}, 1],
    [[[]], 2],
    [{ a: { b: [1] }, c: 2 }, 3],
  ])('of %j is %i', (value, depth) => {
    expect(jsonDepth(value, 10)).toBe(depth);
  });

  it('looks no deeper than asked, however deep the value', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;

    expect(jsonDepth(deep, 32)).toBe(33);
  });
});
