/**
 * Finds payment card numbers by each issuer's ranges and lengths and by the checksum. A number inside a longer id
 * never counts, even if its checksum is right.
 */

interface Issuer {
  name: string;
  /** First digits, as ranges: `51-55`, `4`. */
  ranges: string;
  lengths: readonly number[];
}

const ISSUERS: readonly Issuer[] = [
  { name: 'Visa', ranges: '4', lengths: [13, 16, 19] },
  { name: 'Mastercard', ranges: '51-55 2221-2720', lengths: [16] },
  { name: 'American Express', ranges: '34 37', lengths: [15] },
  { name: 'Discover', ranges: '6011 644-649 65', lengths: [16, 17, 18, 19] },
  { name: 'Diners Club', ranges: '300-305 3095 36 38-39', lengths: [14, 16, 19] },
  { name: 'JCB', ranges: '3528-3589', lengths: [16, 17, 18, 19] },
  { name: 'UnionPay', ranges: '62 8100-8171', lengths: [16, 17, 18, 19] },
  {
    name: 'Maestro',
    ranges: '5018 5020 5038 5612 5641 5893 6304 6390 67',
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  },
];

const PREFIX_DIGITS = 4;

/** Lengths by the first four digits. */
const LENGTHS = new Map<string, ReadonlySet<number>>(ISSUERS.flatMap(lengthsOf));

function lengthsOf({ ranges, lengths }: Issuer): [string, ReadonlySet<number>][] {
  return ranges.split(' ').flatMap((range) => {
    const [first = '', last = first] = range.split('-');
    const from = Number(first.padEnd(PREFIX_DIGITS, '0'));
    const to = Number(last.padEnd(PREFIX_DIGITS, '9'));
    return Array.from({ length: to - from + 1 }, (_, index): [string, ReadonlySet<number>] => [
      String(from + index),
      new Set(lengths),
    ]);
  });
}

/** Whether these digits, without separators, form a card number. */
export const isCardNumber = (digits: string): boolean =>
  (LENGTHS.get(digits.slice(0, PREFIX_DIGITS))?.has(digits.length) ?? false) && hasLuhnChecksum(digits);

/**
 * Not directly next to a letter, a digit or `+`, nor joined by one of `-_.` to a letter or digit: that would be a
 * longer id or a phone number.
 */
export const ALONE_BEFORE = String.raw`(?<![\p{L}\p{N}+]|[\p{L}\p{N}][-_.])`;
export const ALONE_BEHIND = String.raw`(?![\p{L}\p{N}]|[-_.][\p{L}\p{N}])`;

/** A blank, breaking or not, or a hyphen: the same one throughout a number. */
const SEPARATOR = String.raw`[ \u00a0\u2007\u202f\u2010\u2011-]`;
/**
 * Digits after the first four, grouped as on cards: the usual and the longest, American Express and Diners Club, the
 * short.
 */
const GROUPS = String.raw`(${SEPARATOR})(?:(?:\d{4}\1){2}\d{4}(?:\1\d{3})?|\d{6}\1\d{4,5}|\d{4}\1\d{5})`;
const CANDIDATE = new RegExp(String.raw`${ALONE_BEFORE}[2-68]\d{3}(?:\d{8,15}|${GROUPS})${ALONE_BEHIND}`, 'gu');

const LENGTH_OF_FOUR_GROUPS = '4111 1111 1111 1111'.length;

/** Replaces every card number, written in one piece or in groups; returns the same text when there is none. */
export function redactCards(text: string, replacement: string): string {
  let redacted = '';
  let done = 0;
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(text); found; found = CANDIDATE.exec(text)) {
    const end = found.index + cardIn(found).length;
    if (end === found.index) {
      // A candidate that is not a card number may end with one: `2026 4111 1111 1111 1111`.
      CANDIDATE.lastIndex = found.index + PREFIX_DIGITS;
      continue;
    }
    redacted += text.slice(done, found.index) + replacement;
    done = end;
    CANDIDATE.lastIndex = end;
  }
  return done === 0 ? text : redacted + text.slice(done);
}

/**
 * Returns the card number that a candidate is, or begins with before a blank: three digits after it may be its
 * security code.
 */
function cardIn([written, separator]: RegExpExecArray): string {
  if (isCardNumber(written.replaceAll(/\D/g, ''))) return written;
  const four = written.slice(0, LENGTH_OF_FOUR_GROUPS);
  const isBlank = separator !== undefined && /\s/.test(separator);
  return isBlank && four.length < written.length && isCardNumber(four.replaceAll(/\D/g, '')) ? four : '';
}

/** Every second digit from the right counts double; the sum of a real card number ends in 0. */
function hasLuhnChecksum(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const value = index % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
