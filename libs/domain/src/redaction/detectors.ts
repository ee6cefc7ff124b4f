/**
 * Finds personal data in text by its form: mail addresses, US social security numbers, payment cards, IBANs, phone numbers.
 *
 * Every expression is bounded in each repetition, so the time is linear in the text; checksums keep order numbers and
 * timestamps out. A text without an `@` or a digit is passed by after one look.
 */
import { redactIbans } from './iban.ts';

export const PII_KINDS = ['email', 'iban', 'card', 'ssn', 'phone'] as const;
export type PiiKind = (typeof PII_KINDS)[number];

interface Detector {
  /** A look that costs next to nothing and is false for nearly all text. */
  mayFindIn: (text: string) => boolean;
  redact: (text: string, replacement: string) => string;
}

const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,256}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
const CARD = /(?<![\d.+-])[2-6](?:[ -]?\d){12,18}(?![\d-])/g;
const SSN = /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g;
const PHONE = /(?<![\p{L}\p{N}+])\+[1-9](?:[ ().-]{0,2}\d){6,14}(?!\d)/gu;

/** Cards and IBANs have four digits in a row however they are grouped. */
const DIGIT_GROUP = /\d{4}/;

const DETECTORS: Readonly<Record<PiiKind, Detector>> = {
  email: {
    mayFindIn: (text) => text.includes('@'),
    redact: (text, replacement) => text.replace(EMAIL, replacement),
  },
  iban: {
    mayFindIn: (text) => DIGIT_GROUP.test(text),
    redact: redactIbans,
  },
  card: {
    mayFindIn: (text) => DIGIT_GROUP.test(text),
    redact: (text, replacement) => text.replace(CARD, (found) => (hasLuhnChecksum(found) ? replacement : found)),
  },
  ssn: {
    mayFindIn: (text) => text.includes('-'),
    redact: (text, replacement) => text.replace(SSN, replacement),
  },
  phone: {
    mayFindIn: (text) => text.includes('+'),
    redact: (text, replacement) => text.replace(PHONE, replacement),
  },
};

const ANY_SIGN = /[@\d]/;

/** The text with every find replaced by `[REDACTED:<kind>]`; the very same text when there is none. */
export function redactText(text: string, kinds: readonly PiiKind[]): string {
  if (!ANY_SIGN.test(text)) return text;
  let redacted = text;
  for (const kind of kinds) {
    const { mayFindIn, redact } = DETECTORS[kind];
    if (mayFindIn(redacted)) redacted = redact(redacted, `[REDACTED:${kind}]`);
  }
  return redacted;
}

/** Every second digit from the right counts double; the sum of a real card number ends in 0. */
function hasLuhnChecksum(found: string): boolean {
  let sum = 0;
  let doubled = false;
  for (let index = found.length - 1; index >= 0; index -= 1) {
    const digit = found.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    const value = doubled ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    doubled = !doubled;
  }
  return sum % 10 === 0;
}
