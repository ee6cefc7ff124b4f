/** Determines an exception's type and the confidence in it. */
import type { Undecided } from '@sentinai/contracts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import { describeUnreadable } from '../conditions/open-facts.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';

/** Type of an exception for which neither the source nor a rule names one. */
export const UNCLASSIFIED = 'UNCLASSIFIED';

export interface Classification {
  type: string;
  /** 0 to 1. */
  confidence: number;
  /** The classification rule that gave the type; null when the source did, or none did. */
  rule: string | null;
  /**
   * The rule that would give the type if it could read a field, or the fact that the type itself is unreadable.
   * Empty: nothing is open.
   */
  undecided: readonly Undecided[];
}

/** A source's own type is certain; a rule's conclusion nearly so; a name unknown to the pack is a guess. */
const CONFIDENCE = { named: 1, concluded: 0.9, unknownName: 0.3, none: 0 } as const;

/**
 * Returns the type the source names, else that of the first matching classification rule. A name unknown to the pack
 * is kept, with a confidence below any sensible threshold for acting without a person. An unreadable type or an
 * undecided rule ends the search: anything after it would be a guess.
 */
export function classify(config: DomainConfig, facts: CaseFacts): Classification {
  const { types, classification } = config.pack;
  if (facts.type !== null && facts.type !== UNCLASSIFIED) {
    const confidence = types.has(facts.type) ? CONFIDENCE.named : CONFIDENCE.unknownName;
    return { type: facts.type, confidence, rule: null, undecided: [] };
  }
  const unreadable = facts.unreadable?.find(({ field }) => field === 'type');
  if (unreadable) return undecidedBy('classification', describeUnreadable(unreadable));
  if (classification.length > 0) {
    const values = conditionFacts(config.domain, facts);
    for (const { name, type, when } of classification) {
      const { outcome, reason } = when.evaluate(values);
      if (outcome === 'matched') return { type, confidence: CONFIDENCE.concluded, rule: name, undecided: [] };
      if (outcome === 'undecided') return undecidedBy(name, reason);
    }
  }
  return { ...NO_TYPE, undecided: [] };
}

const NO_TYPE = { type: UNCLASSIFIED, confidence: CONFIDENCE.none, rule: null } as const;

const undecidedBy = (rule: string, reason: string): Classification => ({
  ...NO_TYPE,
  undecided: [{ fact: 'type', rule, reason }],
});

const NO_TAGS: readonly string[] = Object.freeze([]);

/** Returns the tags of a type in the pack; none for an unknown type. */
export function tagsOfType(config: DomainConfig, type: string): readonly string[] {
  return config.pack.types.get(type)?.tags ?? NO_TAGS;
}
