/** Rates an exception's severity and reports the rules behind it. */
import { SEVERITIES, type RuleOutcome, type Severity, type Undecided } from '@sentinai/contracts';
import type { ConditionOutcome } from '../conditions/condition.ts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import type { DomainConfig, SeverityRule } from '../packs/tenant-config.ts';

export interface SeverityRating {
  severity: Severity;
  /** Every rule tried, with its outcome; the first fifty. */
  matchedRules: RuleOutcome[];
  /** True when no override and no rule applied: the severity is the type's default, or `medium`. */
  defaulted: boolean;
  /** Undecided rules that could have given another severity. */
  undecided: readonly Undecided[];
}

const MAX_OUTCOMES = 50;
const FALLBACK: Severity = 'medium';

const RANK: Readonly<Record<Severity, number>> = Object.fromEntries(
  SEVERITIES.map((severity, rank) => [severity, rank]),
) as Record<Severity, number>;

/** Compares for sorting: negative when the first is less severe. */
export function compareSeverity(one: Severity, other: Severity): number {
  return RANK[one] - RANK[other];
}

/**
 * Returns the tenant's override for the type, else the highest severity from a matching rule, else the type's
 * default, else `medium`. An undecided rule gives no severity; it is reported where it could have given another one.
 */
export function rateSeverity(config: DomainConfig, facts: CaseFacts): SeverityRating {
  const type = facts.type ?? '';
  const override = config.policy.severityOverrides.get(type);
  if (override) {
    return {
      severity: override,
      matchedRules: [{ rule: `tenant override for ${type}`, outcome: override }],
      defaulted: false,
      undecided: [],
    };
  }
  const { given, open, matchedRules } = applyRules(config, facts);
  const severity = given ?? config.pack.types.get(type)?.defaultSeverity ?? FALLBACK;
  const couldDiffer = (would: Severity): boolean =>
    given === null ? would !== severity : compareSeverity(would, severity) > 0;
  const undecided = open.filter(({ rule }) => couldDiffer(rule.severity)).slice(0, MAX_OUTCOMES);
  return {
    severity,
    matchedRules,
    defaulted: given === null,
    undecided: undecided.map(({ rule, reason }) => ({ fact: 'severity', rule: rule.name, reason })),
  };
}

interface RulesApplied {
  /** Null: no rule matched. */
  given: Severity | null;
  open: { rule: SeverityRule; reason: string }[];
  matchedRules: RuleOutcome[];
}

function applyRules(config: DomainConfig, facts: CaseFacts): RulesApplied {
  const values = conditionFacts(config.domain, facts);
  const applied: RulesApplied = { given: null, open: [], matchedRules: [] };
  for (const rule of config.pack.severityRules) {
    const { outcome, reason } = rule.when.evaluate(values);
    const isHigher = applied.given === null || compareSeverity(rule.severity, applied.given) > 0;
    if (outcome === 'matched' && isHigher) applied.given = rule.severity;
    if (outcome === 'undecided') applied.open.push({ rule, reason });
    if (applied.matchedRules.length < MAX_OUTCOMES) {
      applied.matchedRules.push({ rule: rule.name, outcome: ANSWERS[outcome](rule, reason) });
    }
  }
  return applied;
}

const ANSWERS: Record<ConditionOutcome['outcome'], (rule: SeverityRule, reason: string) => string> = {
  matched: ({ severity }) => severity,
  unmatched: (_rule, reason) => reason,
  undecided: (_rule, reason) => `undecided: ${reason}`,
};
