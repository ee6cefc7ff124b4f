/** The characters around the digits of an amount: a sign, accounting parentheses, a currency. */
import { unreadable } from './reading.ts';

export interface Surroundings {
  /** From the first digit (or a mark before it) to the last (or a mark after it), with plain blanks only. */
  body: string;
  /** How the amount is marked negative. */
  sign: 'none' | 'leading' | 'trailing' | 'parentheses';
}

/** Blanks that group digits: no-break, figure, thin, narrow no-break and plain. */
const BLANKS = /[\u00a0\u2007\u2009\u202f]/g;

const PARTS = /^(?<before>[^\d]*?)(?<body>[.,]?\d(?:.*\d)?[.,]?)(?<after>[^\d]*)$/su;
/** A blank, a sign, a parenthesis, a symbol (`$`, `US$`) or a word (`EUR`, `Fr.`). */
const TOKENS = /\s+|[-−+()]|\p{L}{0,3}\p{Sc}|\p{L}+\.?/gu;

/** Currency notations that are neither a currency code nor a Unicode currency symbol. */
const SYMBOLS = new Set(['Fr', 'Fr.', 'SFr', 'SFr.', 'kr', 'kr.', 'Kr', 'Kr.', 'zł', 'Kč', 'Ft', 'lei', 'Rs', 'Rs.']);
const CODES = new Set(Intl.supportedValuesOf('currency'));

/** Splits an amount's text, or returns a reason when the text around the digits does not belong to an amount. */
export function readSurroundings(text: string): Surroundings | { unreadable: string } {
  const plain = text.replace(BLANKS, ' ');
  // The common case: digits and marks, perhaps after a minus.
  if (/^-?\d[\d.,]*$/.test(plain)) {
    return plain.startsWith('-') ? { body: plain.slice(1), sign: 'leading' } : { body: plain, sign: 'none' };
  }
  const { before, body, after } = partsOf(plain);
  if (body === '') return unreadable('has no digits');
  const front = tokensOf(before);
  const back = tokensOf(after);
  if (!front || !back) return unreadable('has characters around its digits that do not belong in an amount');
  const sign = signOf(front, back);
  if (typeof sign === 'object') return sign;
  const currencies = [...front, ...back].filter((token) => !isSign(token));
  return isOneCurrency(currencies) ? { body, sign } : unreadable('names something other than a single currency');
}

function partsOf(text: string): { before: string; body: string; after: string } {
  const { before = '', body = '', after = '' } = PARTS.exec(text)?.groups ?? {};
  // The point of "Rs.500" ends the symbol.
  const isAbbreviation = body.startsWith('.') && /\p{L}$/u.test(before);
  return isAbbreviation ? { before: `${before}.`, body: body.slice(1), after } : { before, body, after };
}

/** Returns the text's tokens without blanks; null when anything else is left. */
function tokensOf(text: string): string[] | null {
  const tokens = text.match(TOKENS) ?? [];
  return tokens.join('') === text ? tokens.filter((token) => token.trim() !== '') : null;
}

const isSign = (token: string): boolean => /^[-−+()]$/.test(token);

/** Allows at most one sign; an opening parenthesis in front needs a closing one behind. */
function signOf(front: readonly string[], back: readonly string[]): Surroundings['sign'] | { unreadable: string } {
  const signs = [...front, ...back].filter(isSign).join('');
  const inFront = front.filter(isSign).length;
  if (signs === '') return 'none';
  if (signs === '()' && inFront === 1) return 'parentheses';
  if (signs === '+' && inFront === 1) return 'none';
  if (signs === '-' || signs === '−') return inFront === 1 ? 'leading' : 'trailing';
  return unreadable('has signs or parentheses that contradict each other');
}

/** None, one, or a code with its own symbol (`$12.50 USD`). */
function isOneCurrency(currencies: readonly string[]): boolean {
  const [one, other, ...more] = currencies;
  if (one === undefined) return true;
  if (!isCurrency(one) || more.length > 0) return false;
  return other === undefined || isSymbolOf(one, other) || isSymbolOf(other, one);
}

const isCurrency = (token: string): boolean => isCode(token) || SYMBOLS.has(token) || /^[A-Z]{0,3}\p{Sc}$/u.test(token);

/** All upper or all lower case (`usd`), never mixed: "Top 10" is not an amount in Tongan pa'anga. */
const isCode = (token: string): boolean =>
  CODES.has(token.toUpperCase()) && (token === token.toUpperCase() || token === token.toLowerCase());

function isSymbolOf(symbol: string, code: string): boolean {
  if (!isCode(code)) return false;
  const format = { style: 'currency', currency: code.toUpperCase() } as const;
  return (['symbol', 'narrowSymbol'] as const).some((currencyDisplay) =>
    new Intl.NumberFormat('en', { ...format, currencyDisplay })
      .formatToParts(0)
      .some(({ type, value }) => type === 'currency' && value === symbol),
  );
}
