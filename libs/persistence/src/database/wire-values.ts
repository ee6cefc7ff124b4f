/**
 * Encodes and decodes values of batch statements. For a thousand rows of thirty columns the driver's general conversions cost
 * more than the statements themselves, so arrays are encoded and instants parsed here.
 */
import { parseJson, parseStoredJson } from '@sentinai/contracts';
import { types as driverTypes } from 'pg';

const NEEDS_ESCAPE = /["\\]/;
const TO_ESCAPE = /["\\]/g;

/** Returns a statement's values with arrays encoded as PostgreSQL array literals: `{"a","b",NULL}`. */
export function wireValues(values: readonly unknown[]): unknown[] {
  return values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value));
}

/** @throws TypeError for an element that is not text, a number, a boolean or null: its encoding would be ambiguous */
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
      throw new TypeError(`An array parameter of a statement contains ${Object.prototype.toString.call(element)}`);
  }
}

const JSON_TEXT = 114;
const JSONB = 3802;
const TIMESTAMPTZ = 1184;
const parseAnyInstant = driverTypes.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** Parses `2026-11-20 09:30:00.123456+00`, the form of a session in UTC; leaves every other form to the driver. */
export function parseInstant(text: string): Date {
  const instant = text.endsWith('+00') && text.length < 30 ? fromUtc(text) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : parseAnyInstant(text);
}

const fromUtc = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);

const driversParser = driverTypes.getTypeParser as (oid: number) => (text: string) => unknown;

/** Parsers that keep all digits of JSON numbers. A `json` column keeps its text as written, exponents included. */
const OWN_PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map([
  [JSON_TEXT, parseJson],
  [JSONB, parseStoredJson],
  [TIMESTAMPTZ, parseInstant],
]);

/** The driver's type parsers. Results are always requested as text. */
export const wireTypes = {
  getTypeParser: (oid: number): ((text: string) => unknown) => OWN_PARSERS.get(oid) ?? driversParser(oid),
};
