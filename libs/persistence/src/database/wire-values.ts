/**
 * Conversion of values to and from PostgreSQL in batch statements. The driver's own conversions are general and cost
 * more than the statements themselves for a thousand rows of thirty columns: so arrays are written and instants
 * parsed here.
 */
import { parseJson, parseStoredJson } from '@sentinai/contracts';
import { types as driverTypes } from 'pg';

const NEEDS_ESCAPE = /["\\]/;
const TO_ESCAPE = /["\\]/g;

/** Returns a statement's values with arrays as PostgreSQL array literals: `{"a","b",NULL}`. */
export function wireValues(values: readonly unknown[]): unknown[] {
  return values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value));
}

/** @throws TypeError for an element that is not a text, number, boolean or null: it would be ambiguous */
export function arrayLiteral(elements: readonly unknown[]): string {
  let literal = '{';
  for (let index = 0; index < elements.length; index += 1) {
    if (index > 0) literal += ',';
    literal += elementLiteral(elements[index]);
  }
  return `${literal}}`;
}

function elementLiteral(element: unknown): string {
  switch (typeof element) {
    case 'string':
      return NEEDS_ESCAPE.test(element) ? `"${element.replace(TO_ESCAPE, '\\$&')}"` : `"${element}"`;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(element);
    default:
      if (element === null || element === undefined) return 'NULL';
      throw new TypeError(`An array in a statement contains ${Object.prototype.toString.call(element)}`);
  }
}

const JSON_TEXT = 114;
const JSONB = 3802;
const TIMESTAMPTZ = 1184;
const parseAnyInstant = driverTypes.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** Parses `2026-11-20 09:30:00.123456+00`, the form of a UTC session; the driver parses any other form. */
export function parseInstant(text: string): Date {
  const instant = text.endsWith('+00') && text.length < 30 ? fromUtc(text) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : parseAnyInstant(text);
}

const fromUtc = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);

const driversParser = driverTypes.getTypeParser as (oid: number) => (text: string) => unknown;

/** JSON with its digits; a `json` column keeps the text as given, exponents included. */
const OWN_PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map([
  [JSON_TEXT, parseJson],
  [JSONB, parseStoredJson],
  [TIMESTAMPTZ, parseInstant],
]);

/** Type parsers for the driver. Results are always requested as text. */
export const wireTypes = {
  getTypeParser: (oid: number): ((text: string) => unknown) => OWN_PARSERS.get(oid) ?? driversParser(oid),
};
