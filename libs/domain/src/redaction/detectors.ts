/**
 * Finds personal data in text by its form: mail addresses, US social security numbers, payment cards, IBANs, phone
 * numbers.
 *
 * Every expression has bounded repetitions, so the time is linear in the text; checksums exclude order numbers and
 * timestamps. A text without an `@` or a digit is skipped after one check.
 */
import { type JsonNumber, numberText, toDouble } from '@sentinai/contracts';
import { ALONE_BEFORE, ALONE_BEHIND, isCardNumber, redactCards } from './card-numbers.ts';
import { redactIbans } from './iban.ts';

export const PII_KINDS = ['email', 'iban', 'card', 'ssn', 'phone'] as const;
export type PiiKind = (typeof PII_KINDS)[number];

/** Replaces a field whose name marks it as personal data. */
export const REPLACEMENT = '[REDACTED]';

interface Detector {
  /** A nearly free check that is false for almost all texts. */
  mayFindIn: (text: string) => boolean;
  redact: (text: string, replacement: string) => string;
}

const EMAIL =
  /(?<![\p{L}\p{N}._%+-])(?:[\p{L}\p{N}._%+-]|(?<=\p{L})'(?=\p{L})){1,256}(?:@|%40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}(?:xn--[a-z0-9-]{2,59}|\p{L}{2,24})/giu;
const SSN = new RegExp(
  String.raw`${ALONE_BEFORE}(?<!-)(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?!-)${ALONE_BEHIND}`,
  'gu',
);
const PHONE = /(?<![\p{L}\p{N}+])\+[1-9](?:[ ().-]{0,2}\d){6,14}(?!\d)/gu;

/** Shortest possible match per kind: most texts are names, states and dates, and shorter. */
const SHORTEST = { iban: 15, card: 12, ssn: 11 } as const;

/** Cards and IBANs have four consecutive digits in any grouping. */
const DIGIT_GROUP = /\d{4}/;

const DETECTORS: Readonly<Record<PiiKind, Detector>> = {
  email: {
    mayFindIn: (text) => text.includes('@') || text.includes('%40'),
    redact: (text, replacement) => text.replace(EMAIL, replacement),
  },
  iban: {
    mayFindIn: (text) => text.length >= SHORTEST.iban && DIGIT_GROUP.test(text),
    redact: redactIbans,
  },
  card: {
    mayFindIn: (text) => text.length >= SHORTEST.card && DIGIT_GROUP.test(text),
    redact: redactCards,
  },
  ssn: {
    mayFindIn: (text) => text.length >= SHORTEST.ssn && text.includes('-'),
    redact: (text, replacement) => text.replace(SSN, replacement),
  },
  phone: {
    mayFindIn: (text) => text.includes('+'),
    redact: (text, replacement) => text.replace(PHONE, replacement),
  },
};

const ANY_SIGN = /[@\d]/;

const markOf = (kind: PiiKind): string => `[REDACTED:${kind}]`;

/** Replaces every match with `[REDACTED:<kind>]`; returns the same text when there is none. */
export function redactText(text: string, kinds: readonly PiiKind[]): string {
  if (!ANY_SIGN.test(text)) return text;
  let redacted = text;
  for (const kind of kinds) {
    const { mayFindIn, redact } = DETECTORS[kind];
    if (mayFindIn(redacted)) redacted = redact(redacted, markOf(kind));
  }
  return redacted;
}

/** The smallest card number. */
const SMALLEST_CARD = 1e11;

/**
 * Returns the number, or its replacement when it is a card number: no other kind is recognizable without its
 * punctuation.
 */
export function redactNumber(value: JsonNumber, kinds: readonly PiiKind[]): JsonNumber | string {
  if (typeof value === 'number' && value < SMALLEST_CARD) return value;
  return kinds.includes('card') && isCardNumber(wholeDigits(value)) ? markOf('card') : value;
}

/** `4111111111111111.0` and `4.111111111111111e15` are the same number as the plain spelling. */
function wholeDigits(value: JsonNumber): string {
  const double = toDouble(value);
  return double === null || !Number.isSafeInteger(double) ? numberText(value) : String(double);
}
