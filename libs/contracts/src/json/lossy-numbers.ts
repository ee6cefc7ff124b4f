/**
 * Finds JSON texts that may contain a number that a double cannot reproduce as written; all others do not need a reviver, which is slow.
 *
 * Such a number has 16 digits or more, an exponent, a fraction that ends in zero, or six zeros right after the point. A false positive
 * only costs time; a false negative loses digits. Each pattern is a run of rare characters, so that the engine can skip through the
 * text: an alternation of all patterns, with the delimiter first, takes three times as long.
 */

/** Characters that may precede a number. */
const BEFORE = String.raw`(?:^|[\s:,[])-?`;

/** Repeats the class literally: the engine compiles a counted repetition to a loop and cannot skip ahead. */
const LONG = new RegExp(`(?<=${BEFORE})\\d${'[\\d.]'.repeat(15)}`);

const EXPONENT = new RegExp(`\\d[eE](?<=${BEFORE}\\d+(?:\\.\\d+)?[eE])[-+\\d]`);

/** Whether an untrusted text may contain such a number. */
export const mayLoseDigits = (text: string): boolean => mayLoseStoredDigits(text) || EXPONENT.test(text);

/** The same for a text that is known to contain no exponent. */
export const mayLoseStoredDigits = (text: string): boolean => LONG.test(text) || hasZerosInFraction(text);

const POINT = '.';
const ZERO = 48;
const NINE = 57;
const SMALL = '000000';

/** Searches from point to point. Points are rare, so this is faster than a pattern. */
function hasZerosInFraction(text: string): boolean {
  for (let point = text.indexOf(POINT); point !== -1; point = text.indexOf(POINT, point + 1)) {
    if (!isDigit(text.charCodeAt(point - 1))) continue;
    let end = point + 1;
    while (isDigit(text.charCodeAt(end))) end += 1;
    const endsInZero = text.charCodeAt(end - 1) === ZERO && mayFollowNumber(text.charCodeAt(end));
    if (endsInZero || text.startsWith(SMALL, point + 1)) return true;
  }
  return false;
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** Whether the character is white space, `,`, `]`, `}`, or the end of the text. Exponents are checked elsewhere. */
const mayFollowNumber = (code: number): boolean =>
  code <= 32 || code === 44 || code === 93 || code === 125 || Number.isNaN(code);
