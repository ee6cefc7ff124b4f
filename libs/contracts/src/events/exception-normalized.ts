import Type, { type Static } from 'typebox';
import { Amount } from '../amount.ts';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, ExceptionStatusSchema, Instant, Name, Text, nullable } from '../schema.ts';
import { OccurredAtSource, UnreadableFields } from '../unreadable.ts';

/** The domain pack turned a source payload into the platform's fields. */
export const ExceptionNormalized = defineEvent({
  type: 'ExceptionNormalized',
  version: 2,
  topic: 'exceptions.normalized',
  summary: "The domain pack turned a source payload into the platform's fields.",
  consumedBy: ['triage'],
  schema: Type.Object({
    domain: Name,
    source_system: Name,
    exception_type: nullable(Name),
    entity: nullable(Type.String({ maxLength: 512 })),
    amount: nullable(Amount),
    title: nullable(Text),
    occurred_at: Instant,
    /** Null for exceptions created before it was recorded. */
    occurred_at_source: nullable(OccurredAtSource),
    /** Fields for which the source sent an unusable value. */
    unreadable: UnreadableFields,
    source_updated_at: nullable(Instant),
    source_status: nullable(Name),
    /** The status that the source decided, when the pack makes the source the system of record. */
    status: nullable(ExceptionStatusSchema),
    /** True for every state after the first: the case exists, and its facts may have changed. */
    update: Type.Boolean(),
    domain_pack_version: Type.Integer({ minimum: 1 }),
    raw_payload: AnyObject,
  }),
  upcast: (data) => ({ occurred_at_source: null, unreadable: [], ...data }),
});
export type ExceptionNormalized = Static<typeof ExceptionNormalized.schema>;
