import { cpuMilliseconds } from '../../test/cpu-time.ts';
import { compileTypePattern } from './type-pattern.ts';

describe('a type pattern', () => {
  it.each([
    ['CASH_BREAK', 'CASH_BREAK', true],
    ['CASH_BREAK', 'CASH_BREAKS', false],
    ['*', '', true],
    ['*', 'ANYTHING', true],
    ['*_BREAK', 'CASH_BREAK', true],
    ['*_BREAK', 'CASH_BREAK_2', false],
    ['CASH_*', 'CASH_BREAK', true],
    ['C*B*K', 'CASH_BREAK', true],
    ['C*B*Z', 'CASH_BREAK', false],
    ['CASH?BREAK', 'CASH_BREAK', true],
    ['CASH?BREAK', 'CASHBREAK', false],
    ['**A**', 'BAB', true],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, type, expected) => {
    expect(compileTypePattern(pattern).matches(type)).toBe(expected);
  });

  it('stays quick on a pattern made to be slow', () => {
    const pattern = compileTypePattern(`${'a*'.repeat(60)}b`);

    expect(cpuMilliseconds(() => expect(pattern.matches('a'.repeat(128))).toBe(false))).toBeLessThan(1_000);
  });
});
