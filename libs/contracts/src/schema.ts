/** Building blocks for event schemas, so that a severity or an instant is defined once. */
import Type, { type Static, type TSchema } from 'typebox';
import { isJsonObject } from './json/json-object.ts';
import { EXCEPTION_STATUSES, type JsonObject, SEVERITIES } from './vocabulary.ts';

const literals = <const T extends readonly string[]>(words: T) => Type.Unsafe<T[number]>(Type.Enum([...words]));

/** One of `low`, `medium`, `high`, `critical`. */
export const SeveritySchema = literals(SEVERITIES);
/** One of `open`, `analyzing`, `resolved`, `escalated`. */
export const ExceptionStatusSchema = literals(EXCEPTION_STATUSES);
/** One of the states of the SLA clock. */
/** Who did something: `{ type: 'user', id: <token subject> }`. */

/** An instant in ISO-8601, with its zone. */
export const Instant = Type.String({ format: 'date-time' });
/** A name or an id: 1 to 256 characters. */
export const Name = Type.String({ minLength: 1, maxLength: 256 });
/** Text for people: up to 4,000 characters. */
export const Text = Type.String({ maxLength: 4000 });
const anyObject = Type.Object({});

/**
 * Any JSON object; an exact number does not count, although it is an object in JavaScript. Documents show it as a
 * plain object. Not a `Type.Record`, which would match every key against a pattern: four times slower on a payload.
 */
export const AnyObject = Object.defineProperty(
  Type.Refine(Type.Unsafe<JsonObject>(anyObject), isJsonObject, () => 'must be object'),
  'toJSON',
  { value: () => anyObject },
);
/** Whatever the schema allows, or null. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A rule that was tried, and its outcome. */
export const RuleOutcome = Type.Object({ rule: Type.String(), outcome: Type.String() });
export type RuleOutcome = Static<typeof RuleOutcome>;

/** Fields common to all events about a playbook's step. */
export const STEP_FIELDS = {
  playbook_id: Type.Integer({ minimum: 1 }),
  step_order: Type.Integer({ minimum: 1 }),
  step_name: Name,
  action_type: Name,
};
