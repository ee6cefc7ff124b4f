/** How severe an exception is, and which rules said so. */
import { SEVERITIES, type RuleOutcome, type Severity } from '@sentinai/contracts';
import { conditionFacts, type CaseFacts } from '../conditions/condition-facts.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';

export interface SeverityRating {
  severity: Severity;
  /** Every rule that was tried and what it answered; the first fifty. */
  matchedRules: RuleOutcome[];
  /** True when no override and no rule spoke: the severity is the type's default, or `medium`. */
  defaulted: boolean;
}

const MAX_OUTCOMES = 50;
const FALLBACK: Severity = 'medium';

const RANK: Readonly<Record<Severity, number>> = Object.fromEntries(
  SEVERITIES.map((severity, rank) => [severity, rank]),
) as Record<Severity, number>;

/** Compares for sorting: below zero when the first is the less severe. */
export function compareSeverity(one: Severity, other: Severity): number {
  return RANK[one] - RANK[other];
}

/** The tenant's override for the type, else the highest severity a rule gives, else the type's default, else `medium`. */
export function rateSeverity(config: DomainConfig, facts: CaseFacts): SeverityRating {
  const type = facts.type ?? '';
  const override = config.policy.severityOverrides.get(type);
  if (override) {
    return {
      severity: override,
      matchedRules: [{ rule: `tenant override for ${type}`, outcome: override }],
      defaulted: false,
    };
  }
  const { severity, matchedRules } = applyRules(config, facts);
  if (severity) return { severity, matchedRules, defaulted: false };
  return { severity: config.pack.types.get(type)?.defaultSeverity ?? FALLBACK, matchedRules, defaulted: true };
}

function applyRules(
  config: DomainConfig,
  facts: CaseFacts,
): { severity: Severity | null; matchedRules: RuleOutcome[] } {
  const values = conditionFacts(config.domain, facts);
  const matchedRules: RuleOutcome[] = [];
  let severity: Severity | null = null;
  for (const rule of config.pack.severityRules) {
    const { matched, reason } = rule.when.evaluate(values);
    if (matched && (severity === null || compareSeverity(rule.severity, severity) > 0)) severity = rule.severity;
    if (matchedRules.length < MAX_OUTCOMES) {
      matchedRules.push({ rule: rule.name, outcome: matched ? rule.severity : reason });
    }
  }
  return { severity, matchedRules };
}
