/** Which type an exception is of, and how sure that is. */
import type { Undecided } from '@sentinai/contracts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import { describeUnreadable } from '../conditions/open-facts.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';

/** The type of what no source and no rule has a type for. */
export const UNCLASSIFIED = 'UNCLASSIFIED';

export interface Classification {
  type: string;
  /** 0 to 1. */
  confidence: number;
  /** The classification rule that gave the type; null when the source did, or nothing did. */
  rule: string | null;
  /** The rule that would give the type if it could read a field, or that the type itself cannot be read. Empty: nothing is open. */
  undecided: readonly Undecided[];
}

/** What a source says is so; what a rule concludes nearly is; a name the pack does not know is a guess. */
const CONFIDENCE = { named: 1, concluded: 0.9, unknownName: 0.3, none: 0 } as const;

/**
 * The type the source names, or else that of the first classification rule that matches. A name the pack does not know is
 * kept, with a confidence below any sensible threshold for acting without a person. A type that cannot be read, or a rule that is undecided,
 * ends the search: what comes behind it would be a guess.
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

/** Tags the pack gives a type; none for a type it does not know. */
export function tagsOfType(config: DomainConfig, type: string): readonly string[] {
  return config.pack.types.get(type)?.tags ?? NO_TAGS;
}
