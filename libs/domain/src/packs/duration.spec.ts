import { parseMinutes } from './duration.ts';

describe('parseMinutes', () => {
  it.each([
    [90, 90],
    ['90', 90],
    ['30m', 30],
    ['48h', 2880],
    ['2d', 2880],
    ['1 week', 10_080],
    ['1.5 hours', 90],
    ['2 Days', 2880],
    ['45 min', 45],
    ['90s', 1.5],
    ['', null],
    ['soon', null],
    ['5 months', null],
    ['-5', null],
    [-5, null],
    [Number.NaN, null],
    [null, null],
    [{}, null],
  ])('%j is %j', (value, minutes) => {
    expect(parseMinutes(value)).toBe(minutes);
  });
});
