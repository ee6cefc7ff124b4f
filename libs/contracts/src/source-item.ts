/** A source's report on one exception: the payload of the events that bring it in. */
import Type, { type Static } from 'typebox';
import { Amount } from './amount.ts';
import { AnyObject, Instant, Name, Text, nullable } from './schema.ts';
import { OccurredAtSource } from './unreadable.ts';
import type { JsonObject } from './vocabulary.ts';

/** Fields that a source may name explicitly; the domain pack finds missing ones in `raw_payload`. */
export const SourceItemSchema = Type.Object({
  domain: Name,
  source_system: Name,
  exception_type: nullable(Name),
  entity: nullable(Type.String({ maxLength: 512 })),
  amount: nullable(Amount),
  title: nullable(Text),
  occurred_at: Instant,
  /** Null in events from before it was recorded. */
  occurred_at_source: nullable(OccurredAtSource),
  source_updated_at: nullable(Instant),
  raw_payload: AnyObject,
  /**
   * Personal data replaced before the first write: places in `raw_payload` (`$.customer.email`), and fields beside it
   * by name (`title`).
   */
  redacted: Type.Array(Type.String(), { maxItems: 1000 }),
});

/** Upcasts an item of version 1 to version 2, which records the source of `occurred_at`. */
export const upcastSourceItem = (item: JsonObject): JsonObject => ({ occurred_at_source: null, ...item });

export type SourceItem = Static<typeof SourceItemSchema>;
