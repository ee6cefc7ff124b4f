/** Facts that no condition can decide on: unreadable fields, and the facts that rules left open because of them. */
import type { MappedField, Undecided, Unreadable } from '@sentinai/contracts';
import type { ConditionIdentifier } from './condition-identifiers.ts';

type Identifier = Exclude<ConditionIdentifier, 'unreadable'>;

export interface OpenFacts {
  /** Reasons why an identifier of the rule language has no known value. */
  readonly identifiers: ReadonlyMap<string, string>;
  /** Places in the raw payload with unusable values. */
  readonly places: readonly { path: string; reason: string }[];
}

/** What a condition reads: an identifier, or a place in the raw payload. */
export interface FactRead {
  readonly identifier: string;
  /** `$.order.amount`; null for an identifier other than the payload. */
  readonly place: string | null;
}

/** Facts that depend on a field. A deadline is counted from `occurred_at`; a source's status becomes the case's. */
const RESTS_ON_FIELD: Readonly<Record<MappedField, readonly Identifier[]>> = {
  type: ['exceptionType', 'exception_type', 'tags'],
  entity: ['entity'],
  amount: ['amount'],
  title: [],
  source_system: ['source_system'],
  occurred_at: ['sla_minutes_remaining'],
  source_status: ['status'],
};

const RESTS_ON_FACT: Readonly<Record<Undecided['fact'], readonly Identifier[]>> = {
  type: [...RESTS_ON_FIELD.type, 'sla_minutes_remaining'],
  severity: ['severity', 'sla_minutes_remaining'],
  owner: [],
  playbook: [],
};

/** Returns null when everything could be read and decided, which is nearly always so. */
export function openFacts(
  unreadable: readonly Unreadable[] = [],
  undecided: readonly Undecided[] = [],
): OpenFacts | null {
  if (unreadable.length === 0 && undecided.length === 0) return null;
  const identifiers = new Map<string, string>();
  for (const one of unreadable) {
    for (const identifier of RESTS_ON_FIELD[one.field]) identifiers.set(identifier, describeUnreadable(one));
  }
  for (const one of undecided) {
    for (const identifier of RESTS_ON_FACT[one.fact]) {
      if (!identifiers.has(identifier)) identifiers.set(identifier, describeUndecided(one));
    }
  }
  const places = unreadable.map((one) => ({ path: one.path, reason: describeUnreadable(one) }));
  return { identifiers, places };
}

/** `amount cannot be read ($.amount: is not an amount)`. */
export const describeUnreadable = ({ field, path, reason }: Unreadable): string =>
  `${field} cannot be read (${path}: ${reason})`;

/** `severity is undecided (large settlement: amount cannot be read …)`. */
export const describeUndecided = ({ fact, rule, reason }: Undecided): string =>
  `${fact} is undecided (${rule}: ${reason})`;

/** Returns why the facts read are unknown; null when they are known. */
export function openReason(open: OpenFacts, reads: readonly FactRead[]): string | null {
  for (const { identifier, place } of reads) {
    const reason = place === null ? open.identifiers.get(identifier) : reasonAt(open, place);
    if (reason !== undefined) return reason;
  }
  return null;
}

/** Reading a list reads its elements, and reading a field of an unreadable value reads that value. */
const reasonAt = ({ places }: OpenFacts, place: string): string | undefined =>
  places.find(({ path }) => isWithin(path, place) || isWithin(place, path))?.reason;

const isWithin = (inner: string, outer: string): boolean =>
  inner.startsWith(outer) && (inner.length === outer.length || '.['.includes(inner.charAt(outer.length)));
