/** What a source says about one exception: the payload of the events that bring it in. */
import Type, { type Static } from 'typebox';
import { AnyObject, Instant, Name, Text, nullable } from './schema.ts';

/** Fields a source may name outright; what it leaves out, the domain pack finds in `raw_payload`. */
export const SourceItemSchema = Type.Object({
  domain: Name,
  source_system: Name,
  exception_type: nullable(Name),
  entity: nullable(Type.String({ maxLength: 512 })),
  amount: nullable(Type.Number()),
  title: nullable(Text),
  occurred_at: Instant,
  source_updated_at: nullable(Instant),
  raw_payload: AnyObject,
  /** Paths in `raw_payload` whose values were replaced before the first write. */
  redacted: Type.Array(Type.String(), { maxItems: 1000 }),
});
export type SourceItem = Static<typeof SourceItemSchema>;
