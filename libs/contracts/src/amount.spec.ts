import { Compile } from 'typebox/compile';
import { Amount, isAmount } from './amount.ts';
import { ExactNumber } from './json/exact-number.ts';

describe('an amount', () => {
  it.each([
    0,
    -12.5,
    1e63,
    1e-47,
    new ExactNumber('1.10'),
    new ExactNumber('9007199254740993'),
    new ExactNumber('1e63'),
    new ExactNumber('0.00'),
    new ExactNumber('9'.repeat(64)),
    new ExactNumber(`0.${'1'.repeat(64)}`),
  ])('is %s', (value) => {
    expect(isAmount(value)).toBe(true);
  });

  it.each([
    Infinity,
    Number.NaN,
    1e65,
    1e-60,
    '12',
    null,
    {},
    new ExactNumber('1e400'),
    new ExactNumber('1e-400'),
    new ExactNumber('9'.repeat(65)),
    new ExactNumber(`0.${'1'.repeat(65)}`),
  ])('is not %s', (value) => {
    expect(isAmount(value)).toBe(false);
  });

  it('is checked as such in an event, and published as a number', () => {
    const validator = Compile(Amount);

    expect([1, new ExactNumber('1.10')].every((value) => validator.Check(value))).toBe(true);
    expect(['1', { text: '1' }, new ExactNumber('1e400')].some((value) => validator.Check(value))).toBe(false);
    expect(JSON.stringify(Amount)).toBe('{"type":"number"}');
  });
});
