/** Building blocks for event schemas, so that a severity or an instant is described once. */
import Type, { type Static, type TSchema } from 'typebox';
import { ACTOR_TYPES, EXCEPTION_STATUSES, SEVERITIES, SLA_STATES } from './vocabulary.ts';

const literals = <const T extends readonly string[]>(words: T) => Type.Unsafe<T[number]>(Type.Enum([...words]));

export const SeveritySchema = literals(SEVERITIES);
export const ExceptionStatusSchema = literals(EXCEPTION_STATUSES);
export const SlaStateSchema = literals(SLA_STATES);
export const ActorSchema = Type.Object({
  type: literals(ACTOR_TYPES),
  id: Type.String({ minLength: 1, maxLength: 256 }),
});

/** An instant in ISO-8601, with its zone. */
export const Instant = Type.String({ format: 'date-time' });
export const Name = Type.String({ minLength: 1, maxLength: 256 });
export const Text = Type.String({ maxLength: 4000 });
export const AnyObject = Type.Record(Type.String(), Type.Unknown());
export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** One rule that was tried, and what it answered. */
export const RuleOutcome = Type.Object({ rule: Type.String(), outcome: Type.String() });
export type RuleOutcome = Static<typeof RuleOutcome>;
