/** Reads an amount as sources write it. */
import { type JsonNumber, isJsonNumber, jsonNumber } from '@sentinai/contracts';
import { type Reading, kindOf, read, unreadable } from './reading.ts';

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const US_GROUPED = /^-?\d{1,3}(?:,\d{3})*\.\d{2}$/;

/** Numbers, and texts that are nothing but one. */
export function readAmount(value: unknown, _format: { decimalMark?: '.' | ',' }): Reading<JsonNumber> {
  if (isJsonNumber(value)) return read(value);
  if (typeof value !== 'string') return unreadable(`is ${kindOf(value)}, not an amount`);
  const text = value.trim();
  if (PLAIN.test(text)) return read(jsonNumber(text));
  return US_GROUPED.test(text) ? read(jsonNumber(text.replaceAll(',', ''))) : unreadable('is not written as an amount');
}
