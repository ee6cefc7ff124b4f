/** Unreadable fields of a source's payload, and the facts that are undecided because of them. */
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

/** A field for which the source sent an unusable value. */
export const Unreadable = Type.Object({
  field: Type.Enum([...MAPPED_FIELDS]),
  /** Its place: `$.order.amount` in the payload, or the name of a field of the item. */
  path: Type.String({ maxLength: 1024 }),
  /** Why it is unusable. Never the value itself, which may be personal data. */
  reason: Type.String({ maxLength: 256 }),
});
export type Unreadable = Static<typeof Unreadable>;

/** At most one entry per field. */
export const UnreadableFields = Type.Array(Unreadable, { maxItems: MAPPED_FIELDS.length });

/** Facts that rules can leave open. */
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
 * The origin of an exception's `occurred_at`: given by the sender, found in the payload by the domain pack, or else
 * the time of receipt.
 */
export const OCCURRED_AT_SOURCES = ['given', 'payload', 'receipt'] as const;
export const OccurredAtSource = Type.Enum([...OCCURRED_AT_SOURCES]);
export type OccurredAtSource = (typeof OCCURRED_AT_SOURCES)[number];
