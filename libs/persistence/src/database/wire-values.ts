/**
 * How values travel to and from PostgreSQL in a batch's statements. The driver's own ways are general and cost more than the
 * statements themselves when a thousand rows of thirty columns pass: arrays are written and instants read here.
 */
import { parseJson, parseStoredJson } from '@sentinai/contracts';
import { types as driverTypes } from 'pg';

const NEEDS_ESCAPE = /["\\]/;
const TO_ESCAPE = /["\\]/g;

/** What a statement is given, with its arrays as PostgreSQL's array literals: `{"a","b",NULL}`. */
export function wireValues(values: readonly unknown[]): unknown[] {
  return values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value));
}

/** @throws TypeError for an element that is no text, number, boolean or null: such a one has several readings */
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
      throw new TypeError(`An array of a statement holds ${Object.prototype.toString.call(element)}`);
  }
}

const JSON_TEXT = 114;
const JSONB = 3802;
const TIMESTAMPTZ = 1184;
const parseAnyInstant = driverTypes.getTypeParser(TIMESTAMPTZ) as (text: string) => Date;

/** `2026-11-20 09:30:00.123456+00`, as a session in UTC answers; every other form is left to the driver. */
export function parseInstant(text: string): Date {
  const instant = text.endsWith('+00') && text.length < 30 ? fromUtc(text) : undefined;
  return instant && !Number.isNaN(instant.getTime()) ? instant : parseAnyInstant(text);
}

const fromUtc = (text: string): Date => new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);

const driversParser = driverTypes.getTypeParser as (oid: number) => (text: string) => unknown;

/** JSON with its digits; a `json` column keeps the text as it was given, exponents included. */
const OWN_PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map([
  [JSON_TEXT, parseJson],
  [JSONB, parseStoredJson],
  [TIMESTAMPTZ, parseInstant],
]);

/** For the driver: how a column of this type is read. Answers are asked for as text, always. */
export const wireTypes = {
  getTypeParser: (oid: number): ((text: string) => unknown) => OWN_PARSERS.get(oid) ?? driversParser(oid),
};
