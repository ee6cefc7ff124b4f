import { isCardNumber, redactCards } from './card-numbers.ts';

/** Test numbers published by issuers and payment providers. */
const TEST_NUMBERS: Readonly<Record<string, readonly string[]>> = {
  Visa: ['4111111111111111', '4012888888881881', '4242424242424242', '4222222222222', '4000000000000000006'],
  Mastercard: ['5555555555554444', '5105105105105100', '2223003122003222', '2221000000000009', '2720990000000007'],
  'American Express': ['378282246310005', '371449635398431', '341111111111111'],
  Discover: ['6011111111111117', '6011000990139424', '6445644564456445', '6500000000000002'],
  'Diners Club': ['30569309025904', '38520000023237', '36227206271667', '3056930009020004'],
  JCB: ['3530111333300000', '3566002020360505', '3569990010095841'],
  UnionPay: ['6200000000000005', '6205500000000000004', '8171999927660000'],
  Maestro: ['6304000000000000', '6759649826438453', '6799990100000000019', '6771798021000008', '5018000000000009'],
};

describe.each(Object.entries(TEST_NUMBERS))('a number of %s', (_issuer, numbers) => {
  it.each(numbers)('%s', (number) => {
    expect(isCardNumber(number)).toBe(true);
    expect(redactCards(`card ${number}, exp 12/29`, '*')).toBe('card *, exp 12/29');
    const wrong = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`;
    expect(redactCards(wrong, '*')).toBe(wrong);
  });
});

it.each([
  ['4111 1111 1111 1111', '*'],
  ['4111-1111-1111-1111.', '*.'],
  ['4111\u00a01111\u00a01111\u00a01111', '*'],
  ['3782 822463 10005', '*'],
  ['3782-822463-10005', '*'],
  ['3056 930902 5904', '*'],
  ['6205 5000 0000 0000 004', '*'],
  ['4111 1111 1111 1111 123', '* 123'],
  ['4111 1111 1111 1111 1229', '* 1229'],
  ['2026 4111 1111 1111 1111', '2026 *'],
  ['4111111111111112 4111111111111111', '4111111111111112 *'],
  ['"4111111111111111"', '"*"'],
  ['pan=4111111111111111;5555555555554444', 'pan=*;*'],
  ['_4111111111111111_ - 4111111111111111', '_*_ - *'],
  ['(4111111111111111)', '(*)'],
])('finds %s', (text, expected) => {
  expect(redactCards(text, '*')).toBe(expected);
});

it.each([
  ['an order number that passes the checksum', '2026011200000019'],
  ['a 2-series too low', '2220990000000009'],
  ['a 2-series too high', '2721000000000004'],
  ['a length its issuer does not have', '41111111111116'],
  ['Mastercard with 19 digits', '5555555555554444000'],
  ['what is glued to a digit by a hyphen', '4111111111111111-5'],
  ['… before it', '2026-4111111111111111'],
  ['… by a dot', '1.4111111111111111'],
  ['… by an underscore', 'ORD_4111111111111111'],
  ['… to a letter', 'T4111111111111111'],
  ['… behind it', '4111111111111111Z'],
  ['a UUID', '9f5b3c1e-4111-4111-8111-111111111111'],
  ['a UUID of digits only', '41111111-1111-4111-1111-111111111111'],
  ['a hash', '4111111111111111a94a8fe5ccb19ba61c4c0873'],
  ['groups of other lengths', '41 11 11 11 11 11 11 11'],
  ['groups of other lengths, hyphens', '411-1111-1111-11111'],
  ['mixed separators', '4111 1111-1111 1111'],
  ['two blanks', '4111  1111  1111  1111'],
  ['a longer row of groups with hyphens', '4111-1111-1111-1111-1111'],
  ['a timestamp to the microsecond', '20260112095226123456'],
  ['epoch milliseconds', '1767601946123'],
  ['epoch nanoseconds', '1767601946123456789'],
  ['a phone number', '+4111111111111'],
  ['an EAN', '5901234123457'],
  ['an IMEI', '490154203237518'],
])('leaves %s', (_case, text) => {
  expect(redactCards(text, '*')).toBe(text);
});
