/**
 * Finds JSON texts that may contain a number which a double does not keep as written; all others need no reviver,
 * which is slow.
 *
 * Such a number has 16 digits or more, an exponent, a fraction that ends in zero, or six zeros right after the point.
 * A false positive only costs time; a false negative loses digits. Each pattern is a run of rare characters, which
 * lets the engine skip through the text in strides: a single alternation of them all, with the delimiter first, takes
 * three times as long.
 */

/** Characters that may precede a number. */
const BEFORE = String.raw`(?:^|[\s:,[])-?`;

/** Written out sixteen times: the engine treats a counted repetition as a loop, and cannot skip. */
const LONG = new RegExp(`(?<=${BEFORE})\\d${'[\\d.]'.repeat(15)}`);

const EXPONENT = new RegExp(`\\d[eE](?<=${BEFORE}\\d+(?:\\.\\d+)?[eE])[-+\\d]`);

/** Whether a text from outside may contain such a number. */
export const mayLoseDigits = (text: string): boolean => mayLoseStoredDigits(text) || EXPONENT.test(text);

/** The same for a text known to contain no exponent. */
export const mayLoseStoredDigits = (text: string): boolean => LONG.test(text) || hasZerosInFraction(text);

const POINT = '.';
const ZERO = 48;
const NINE = 57;
const SMALL = '000000';

/** Searches from point to point, which is faster than a pattern: there are few of them. */
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

/** White space, `,`, `]`, `}`, or the end of the text. Exponents are searched for elsewhere. */
const mayFollowNumber = (code: number): boolean =>
  code <= 32 || code === 44 || code === 93 || code === 125 || Number.isNaN(code);
