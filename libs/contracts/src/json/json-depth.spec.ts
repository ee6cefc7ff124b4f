import { nestsDeeperThan } from './json-depth.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('nestsDeeperThan', () => {
  it('counts brackets outside of strings only', () => {
    expect(nestsDeeperThan(2, bytes('{"[[[": ["\\"[[[", []]}'))).toBe(true);
    expect(nestsDeeperThan(3, bytes('{"[[[": ["\\"[[[", []]}'))).toBe(false);
    expect(nestsDeeperThan(1, bytes('[1],[2],[3]'))).toBe(false);
  });

  it('stops at the first bracket that exceeds the limit', () => {
    const text = bytes('['.repeat(40));
    const read: PropertyKey[] = [];
    const watched = new Proxy(text, { get: (target, key) => (read.push(key), Reflect.get(target, key, target)) });

    expect(nestsDeeperThan(32, watched)).toBe(true);
    expect(read).toContain('32');
    expect(read).not.toContain('33');
  });
});
