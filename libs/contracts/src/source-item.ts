/** A source's report of one exception: the payload of the ingest events. */
import Type, { type Static } from 'typebox';
import { Amount } from './amount.ts';
import { AnyObject, Instant, Name, Text, nullable } from './schema.ts';
import { OccurredAtSource } from './unreadable.ts';
import type { JsonObject } from './vocabulary.ts';

/** Fields that a source may set explicitly; the domain pack reads the others from `raw_payload`. */
export const SourceItemSchema = Type.Object({
  domain: Name,
  source_system: Name,
  exception_type: nullable(Name),
  entity: nullable(Type.String({ maxLength: 512 })),
  amount: nullable(Amount),
  title: nullable(Text),
  occurred_at: Instant,
  /** Null in events from before this was recorded. */
  occurred_at_source: nullable(OccurredAtSource),
  source_updated_at: nullable(Instant),
  raw_payload: AnyObject,
  /** Values that were redacted before the first write: paths in `raw_payload` (`$.customer.email`), and other fields by name (`title`). */
  redacted: Type.Array(Type.String(), { maxItems: 1000 }),
});

/** Converts an item of version 1 to version 2, which adds the source of `occurred_at`. */
export const upcastSourceItem = (item: JsonObject): JsonObject => ({ occurred_at_source: null, ...item });

export type SourceItem = Static<typeof SourceItemSchema>;
