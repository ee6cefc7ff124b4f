/** Unreadable fields of a source's payload, and the facts left undecided because of them. */
import Type, { type Static } from 'typebox';

/** Fields that a domain pack maps to paths in a raw payload. */
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

/** A field for which the source sent an unusable value. */
export const Unreadable = Type.Object({
  field: Type.Enum([...MAPPED_FIELDS]),
  /** Its location: `$.order.amount` in the payload, or the name of a field of the item. */
  path: Type.String({ maxLength: 1024 }),
  /** Why the value cannot be used. Never the value itself, which may be personal data. */
  reason: Type.String({ maxLength: 256 }),
});
export type Unreadable = Static<typeof Unreadable>;

/** At most one entry per field. */
export const UnreadableFields = Type.Array(Unreadable, { maxItems: MAPPED_FIELDS.length });

/** Facts that rules can leave undecided. */
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
 * Source of an exception's `occurred_at`: the sender gave it, the domain pack found it in the payload, or neither, in which case it is
 * the time of receipt.
 */
export const OCCURRED_AT_SOURCES = ['given', 'payload', 'receipt'] as const;
export const OccurredAtSource = Type.Enum([...OCCURRED_AT_SOURCES]);
export type OccurredAtSource = (typeof OCCURRED_AT_SOURCES)[number];
