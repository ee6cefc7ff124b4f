/** What could not be read of a source's payload, and what is undecided for that reason. */
import Type, { type Static } from 'typebox';

/** Fields that a domain pack maps to places in a raw payload. */
export const MAPPED_FIELDS = [
  'type',
  'entity',
  'amount',
  'title',
  'source_system',
  'occurred_at',
  'source_status',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** A field for which the source sent something that cannot be used. */
export const Unreadable = Type.Object({
  field: Type.Enum([...MAPPED_FIELDS]),
  /** Where it stands: `$.order.amount` in the payload, or the name of a field of the item. */
  path: Type.String({ maxLength: 1024 }),
  /** Why it cannot be used. Never the value itself, which may be personal data. */
  reason: Type.String({ maxLength: 256 }),
});
export type Unreadable = Static<typeof Unreadable>;

/** One entry for each field at most. */
export const UnreadableFields = Type.Array(Unreadable, { maxItems: MAPPED_FIELDS.length });

/** What rules can leave open. */
export const UNDECIDED_FACTS = ['type', 'severity', 'owner', 'playbook'] as const;

/** A fact that a rule would decide if it could read a field. */
export const Undecided = Type.Object({
  fact: Type.Enum([...UNDECIDED_FACTS]),
  rule: Type.String(),
  /** In one line: `amount cannot be read ($.amount: is not an amount)`. */
  reason: Type.String(),
});
export type Undecided = Static<typeof Undecided>;

export const UndecidedFacts = Type.Array(Undecided, { maxItems: 100 });

/**
 * Where an exception's `occurred_at` comes from: the sender gave it, the domain pack found it in the payload, or neither did and it is
 * the time of receipt.
 */
export const OCCURRED_AT_SOURCES = ['given', 'payload', 'receipt'] as const;
export const OccurredAtSource = Type.Enum([...OCCURRED_AT_SOURCES]);
export type OccurredAtSource = (typeof OCCURRED_AT_SOURCES)[number];
