import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, ExceptionStatusSchema, Instant, Name, Text, nullable } from '../schema.ts';

/** The domain pack turned a source payload into the fields the platform works with. */
export const ExceptionNormalized = defineEvent({
  type: 'ExceptionNormalized',
  version: 1,
  topic: 'exceptions.normalized',
  summary: 'The domain pack turned a source payload into the fields the platform works with.',
  consumedBy: ['triage'],
  schema: Type.Object({
    domain: Name,
    source_system: Name,
    exception_type: nullable(Name),
    entity: nullable(Type.String({ maxLength: 512 })),
    amount: nullable(Type.Number()),
    title: nullable(Text),
    occurred_at: Instant,
    source_updated_at: nullable(Instant),
    source_status: nullable(Name),
    /** The status the source decides, when the pack says that the source is the system of record. */
    status: nullable(ExceptionStatusSchema),
    /** True for the state after the first: the case exists, its facts may have changed. */
    update: Type.Boolean(),
    domain_pack_version: Type.Integer({ minimum: 1 }),
    raw_payload: AnyObject,
  }),
});
export type ExceptionNormalized = Static<typeof ExceptionNormalized.schema>;
