import { ExactNumber } from './exact-number.ts';
import { compareNumbers, isMultipleOf, isWholeNumber } from './number-order.ts';

const exact = (text: string): ExactNumber => new ExactNumber(text);

it.each([
  ['9007199254740993', 9007199254740992, 1],
  ['9007199254740993', 9007199254740994, -1],
  ['-9007199254740993', -9007199254740992, -1],
  ['1.10', 1.1, 0],
  ['-0.5', -0.25, -1],
  ['1e400', 1.7e308, 1],
  ['1e-400', 0, 1],
  ['0.1234567890123456789', 0.1234567890123456, 1],
  ['1E3', 1e3, 0],
  ['0.0', 0, 0],
])('%s compared with %p is %i', (one, other, expected) => {
  expect(compareNumbers(exact(one), other)).toBe(expected);
  expect(compareNumbers(other, exact(one))).toBe(expected === 0 ? 0 : -expected);
});

it.each([
  ['9007199254740993', true],
  ['1e400', true],
  ['2.0', true],
  ['-120e-1', true],
  ['9007199254740993.5', false],
  ['1e-400', false],
])('%s is whole: %p', (text, expected) => {
  expect(isWholeNumber(exact(text))).toBe(expected);
});

it.each([
  ['9007199254740993', 3, true],
  ['9007199254740993', 2, false],
  ['12345678901234567.89', 0.01, true],
  ['12345678901234567.895', 0.01, false],
])('%s is a multiple of %p: %p', (text, divisor, expected) => {
  expect(isMultipleOf(exact(text), divisor)).toBe(expected);
});
