import { ExactNumber, numberText } from '@sentinai/contracts';
import fc from 'fast-check';
import { type DecimalMark, readAmount } from './read-amount.ts';

const text = (value: unknown, decimalMark?: DecimalMark): string => {
  const reading = readAmount(value, decimalMark ? { decimalMark } : {});
  return 'value' in reading ? numberText(reading.value) : `unreadable: ${reading.unreadable}`;
};

describe('readAmount reads', () => {
  it.each<[style: string, value: unknown, expected: string]>([
    ['a JSON number', 1234567.89, '1234567.89'],
    ['a JSON number with three decimals', 1.234, '1.234'],
    ['a negative JSON number', -12.5, '-12.5'],
    ['zero', 0, '0'],
    ['a number as large as a double writes with an exponent', 1e21, '1e+21'],
    ['more digits than a double has', new ExactNumber('12345678901234567890.12'), '12345678901234567890.12'],
    ['the scale of a number', new ExactNumber('1.10'), '1.10'],
    ['plain digits', '1234567', '1234567'],
    ['a plain decimal', '1250.50', '1250.50'],
    ['blanks around it', '  12.5\n', '12.5'],
    ['an exponent', '1.5e3', '1500'],
    ['a negative exponent', '12E-4', '0.0012'],
    ['US grouping', '1,234,567.89', '1234567.89'],
    ['US grouping without decimals', '1,234,567', '1234567'],
    ['US grouping with three decimals', '1,234.567', '1234.567'],
    ['European grouping', '1.234.567,89', '1234567.89'],
    ['European grouping without decimals', '1.234.567', '1234567'],
    ['Swiss grouping', "1'234'567.89", '1234567.89'],
    ['Swiss grouping, typographic', '1’234’567.89', '1234567.89'],
    ['Swiss grouping with a decimal comma', "1'234,567", '1234.567'],
    ['one apostrophe, which is never decimal', "1'234", '1234'],
    ['blanks as groups', '1 234 567,89', '1234567.89'],
    ['one blank', '1 234', '1234'],
    ['no-break blanks', '1\u00a0234\u00a0567,89', '1234567.89'],
    ['narrow no-break blanks', '1\u202f234\u202f567,89', '1234567.89'],
    ['thin blanks', '1\u2009234\u2009567.89', '1234567.89'],
    ['Indian grouping', '12,34,567.89', '1234567.89'],
    ['Indian grouping of crores', '1,23,45,678', '12345678'],
    ['the SWIFT comma', '1234567,89', '1234567.89'],
    ['the SWIFT comma without decimals', '1234567,', '1234567'],
    ['two digits behind a comma', '12,34', '12.34'],
    ['four digits behind a comma', '1,2345', '1.2345'],
    ['three digits behind a comma that cannot group', '1234,567', '1234.567'],
    ['three digits behind a point that cannot group', '1234.567', '1234.567'],
    ['three digits behind zero and comma', '0,123', '0.123'],
    ['three digits behind zero and point', '0.123', '0.123'],
    ['nothing before the point', '.500', '0.500'],
    ['zeros in front', '000012.50', '12.50'],
    ['a code before', 'EUR 1.234.567,89', '1234567.89'],
    ['a code after', '1,234.50 USD', '1234.50'],
    ['a code without a blank', 'CHF1234.5', '1234.5'],
    ['a small code', '100.00 usd', '100.00'],
    ['a symbol before', '$1,234.50', '1234.50'],
    ['a symbol after', '1.234,50 €', '1234.50'],
    ['a symbol with letters', 'US$ 10', '10'],
    ['the real', 'R$ 1.234,56', '1234.56'],
    ['an abbreviation', 'Rs.500', '500'],
    ['an abbreviation after', '100,50 kr.', '100.50'],
    ['the zloty', '12,50 zł', '12.50'],
    ['a symbol and its code', '$12.50 USD', '12.50'],
    ['a leading minus', '-1,234.50', '-1234.50'],
    ['a typographic minus', '−12', '-12'],
    ['a minus before the symbol', '-$5.00', '-5.00'],
    ['a minus behind the code', 'EUR -5,00', '-5.00'],
    ['a trailing minus', '1.234,50-', '-1234.50'],
    ['a trailing minus before the code', '12.50- EUR', '-12.50'],
    ['accounting parentheses', '(1,234.50)', '-1234.50'],
    ['accounting parentheses around a currency', '(€ 12,50)', '-12.50'],
    ['accounting parentheses behind a currency', '$ (12.50)', '-12.50'],
    ['a plus', '+12.5', '12.5'],
    ['a zero without its minus', '-0.00', '0.00'],
    ['the most digits', `${'9'.repeat(30)}.${'9'.repeat(18)}`, `${'9'.repeat(30)}.${'9'.repeat(18)}`],
  ])('%s', (_style, value, expected) => {
    expect(text(value)).toBe(expected);
  });

  it.each<[value: string, decimalMark: DecimalMark, expected: string]>([
    ['1,234', '.', '1234'],
    ['1,234', ',', '1.234'],
    ['1.234', '.', '1.234'],
    ['1.234', ',', '1234'],
    ['EUR -12.345', ',', '-12345'],
    ['1,234,567.89', ',', '1234567.89'],
    ['12,34', '.', '12.34'],
    ['1.234.567', '.', '1234567'],
  ])('%s where %s is decimal', (value, decimalMark, expected) => {
    expect(text(value, decimalMark)).toBe(expected);
  });
});

describe('readAmount says why it cannot read', () => {
  const AMBIGUOUS_COMMA = 'is ambiguous: its comma may be decimal or group digits by thousands';
  const CHARACTERS = 'has characters around its digits that do not belong in an amount';
  const NOT_ONE = 'names something other than a single currency';
  const SHAPE = 'is not written as an amount';
  const GROUPS = 'has digits that are not grouped correctly';
  const SIGNS = 'has signs or parentheses that contradict each other';
  const LARGE = 'is too large: an amount has at most 30 digits before the point';
  const FINE = 'is too precise: an amount has at most 18 digits after the point';

  it.each<[value: unknown, reason: string]>([
    ['1,234', AMBIGUOUS_COMMA],
    ['1.234', 'is ambiguous: its point may be decimal or group digits by thousands'],
    ['-$12,345', AMBIGUOUS_COMMA],
    ['012,345', AMBIGUOUS_COMMA],
    ['0x12D687', SHAPE],
    ['0xFF', NOT_ONE],
    ['0b101', SHAPE],
    ['0o17', SHAPE],
    ['1_000', SHAPE],
    ['12/5', SHAPE],
    ['100-200', SHAPE],
    ['1e5.5', SHAPE],
    ['1e', NOT_ONE],
    ['EUR 5 / USD 6', SHAPE],
    ['Infinity', 'has no digits'],
    ['NaN', 'has no digits'],
    ['ten', 'has no digits'],
    ['()', 'has no digits'],
    ['-', 'has no digits'],
    ['', 'is an empty text'],
    [' ', 'is an empty text'],
    ['١٢٣', 'has no digits'],
    ['１２３', 'has no digits'],
    ['10%', CHARACTERS],
    ['~10', CHARACTERS],
    ['#10', CHARACTERS],
    ['10²', CHARACTERS],
    ['–10', CHARACTERS],
    ['5 MIO', NOT_ONE],
    ['Top 10', NOT_ONE],
    ['12.50 CR', NOT_ONE],
    ['5k', NOT_ONE],
    ['EUR 12 USD', NOT_ONE],
    ['€12 USD', NOT_ONE],
    ['$ $ 12', NOT_ONE],
    ['INC10', NOT_ONE],
    ['1,23,4567.8', GROUPS],
    ['1234,567.89', GROUPS],
    ['1,234 567', GROUPS],
    ['1.234,567.89', GROUPS],
    ['1 234,567.89', GROUPS],
    ['12 34', GROUPS],
    ['1.2.3', GROUPS],
    ['10.0.0.1', GROUPS],
    ['1,,234', GROUPS],
    ['--5', SIGNS],
    ['-5-', SIGNS],
    ['(-5)', SIGNS],
    ['(5', SIGNS],
    ['5)', SIGNS],
    [')5(', SIGNS],
    ['5+', SIGNS],
    ['100,-', 'ends in a dash that may be a minus or stand for no cents'],
    ['1e400', LARGE],
    [new ExactNumber('1e400'), LARGE],
    [new ExactNumber('1e999999999999999999999'), LARGE],
    [1e300, LARGE],
    ['1'.repeat(31), LARGE],
    [`0.${'1'.repeat(19)}`, FINE],
    ['1e-400', FINE],
    ['1'.repeat(101), 'is too long for an amount'],
    [Number.NaN, SHAPE],
    [Number.POSITIVE_INFINITY, SHAPE],
    [true, 'is true or false, not an amount'],
    [null, 'is nothing, not an amount'],
    [[5], 'is a list, not an amount'],
    [{ value: 5 }, 'is an object, not an amount'],
  ])('%j', (value, reason) => {
    expect(text(value)).toBe(`unreadable: ${reason}`);
  });

  it('without repeating the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 12 }), (value) => {
        const reading = readAmount(value, {});
        expect('unreadable' in reading && reading.unreadable.includes(value)).toBe(false);
      }),
    );
  });
});

describe('any amount reads back from each style', () => {
  const grouped = (whole: string, mark: string): string => whole.replace(/\B(?=(\d{3})+$)/g, mark);
  const STYLES: Record<string, (whole: string, fraction: string) => string> = {
    US: (whole, fraction) => `${grouped(whole, ',')}.${fraction}`,
    European: (whole, fraction) => `${grouped(whole, '.')},${fraction}`,
    Swiss: (whole, fraction) => `${grouped(whole, "'")}.${fraction}`,
    French: (whole, fraction) => `${grouped(whole, '\u202f')},${fraction}`,
    Indian: (whole, fraction) => `${whole.replace(/\B(?=(\d\d)*\d{3}$)/g, ',')}.${fraction}`,
    SWIFT: (whole, fraction) => `${whole},${fraction}`,
    plain: (whole, fraction) => `${whole}.${fraction}`,
  };
  const amount = fc.record({
    whole: fc.bigInt({ min: 0n, max: 10n ** 30n - 1n }).map(String),
    fraction: fc.stringMatching(/^\d{1,18}$/),
    sign: fc.constantFrom<[string, (text: string) => string]>(
      ['', (written) => written],
      ['-', (written) => `-${written}`],
      ['-', (written) => `${written}-`],
      ['-', (written) => `(${written})`],
    ),
    currency: fc.constantFrom<(text: string) => string>(
      (written) => written,
      (written) => `EUR ${written}`,
      (written) => `${written} CHF`,
      (written) => `£${written}`,
    ),
  });

  it.each(Object.keys(STYLES))('%s', (name) => {
    fc.assert(
      fc.property(amount, ({ whole, fraction, sign: [sign, signed], currency }) => {
        const written = STYLES[name]?.(whole, fraction) ?? '';
        // Three digits after a lone mark are the ambiguous case; three after a grouped whole are not.
        fc.pre(!/^[1-9]\d{0,2}[.,]\d{3}$/.test(written));
        const isZero = /^[0.]+$/.test(`${whole}.${fraction}`);

        expect(text(currency(signed(written)))).toBe(`${isZero ? '' : sign}${whole}.${fraction}`);
      }),
    );
  });
});
