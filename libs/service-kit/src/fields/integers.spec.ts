import { MAX_INTEGER, integerIdOf, isPositiveInteger } from './integers.ts';

it.each([
  ['1', 1],
  ['0042', 42],
  ['2147483647', MAX_INTEGER],
])('reads %j as an id', (text, id) => {
  expect(integerIdOf(text)).toBe(id);
});

it.each(['', '0', '-1', '+1', '1.5', '1e3', ' 1', 'x', '2147483648', '99999999999'])('reads no id from %j', (text) => {
  expect(integerIdOf(text)).toBeNull();
});

it.each([0, -1, 1.5, MAX_INTEGER + 1, NaN, Infinity, '1', null])('%j is no positive integer', (value) => {
  expect(isPositiveInteger(value)).toBe(false);
});
