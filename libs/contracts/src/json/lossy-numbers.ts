/**
 * Finds the JSON texts that may hold a number which a double does not keep as written; all others need no reviver, which is slow.
 *
 * Such a number has 16 digits or more, an exponent, a fraction that ends in zero, or six zeros right behind the point. A text that is
 * found in vain costs time only; one that is missed loses digits. Each pattern is a run of rare characters, which lets the engine
 * skip through the text in strides: an alternation of them all, with the delimiter first, takes three times as long.
 */

/** What may stand before a number. */
const BEFORE = String.raw`(?:^|[\s:,[])-?`;

/** Written out sixteen times: the engine takes a counted repetition for a loop, and skips nothing. */
const LONG = new RegExp(`(?<=${BEFORE})\\d${'[\\d.]'.repeat(15)}`);

const EXPONENT = new RegExp(`\\d[eE](?<=${BEFORE}\\d+(?:\\.\\d+)?[eE])[-+\\d]`);

/** Whether a text from outside may hold such a number. */
export const mayLoseDigits = (text: string): boolean => mayLoseStoredDigits(text) || EXPONENT.test(text);

/** The same for a text that is known to hold no exponent. */
export const mayLoseStoredDigits = (text: string): boolean => LONG.test(text) || hasZerosInFraction(text);

const POINT = '.';
const ZERO = 48;
const NINE = 57;
const SMALL = '000000';

/** Looks from point to point, which is quicker than a pattern: there are few of them. */
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

/** White space, `,`, `]`, `}`, or the end of the text. An exponent is looked for elsewhere. */
const mayFollowNumber = (code: number): boolean =>
  code <= 32 || code === 44 || code === 93 || code === 125 || Number.isNaN(code);
