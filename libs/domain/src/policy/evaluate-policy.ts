/** What a tenant's policy allows to happen to an exception without a person, and who owns it. */
import type { Severity, Undecided } from '@sentinai/contracts';
import { conditionFacts, type CaseFacts, type ConditionFacts } from '../conditions/condition-facts.ts';
import type { ConditionOutcome } from '../conditions/condition.ts';
import { describeUndecided, openReason } from '../conditions/open-facts.ts';
import type { DomainConfig, RoutingRule } from '../packs/tenant-config.ts';
import { decideApproval } from './approval-rules.ts';

/** The most that the events have room for. */
const MAX_REASONS = 100;
const MAX_OPEN_ROUTES = 20;

export type PolicyDecision = 'allow' | 'require_approval' | 'block';

export interface PolicyFacts extends CaseFacts {
  type: string;
  severity: Severity;
  /** Confidence of the classification, 0 to 1. */
  confidence: number;
}

export interface PolicyEvaluation {
  decision: PolicyDecision;
  approvalRequired: boolean;
  /** One line for every rule that had a say. */
  reasons: string[];
  /** The owner from the first matching routing rule; null when none matches. */
  routeTo: string | null;
  /** Facts that rules left open, routing rules included. */
  undecided: readonly Undecided[];
}

/**
 * Evaluates the policy: `block` when the exception's type is on a block list; else `require_approval` when the
 * classification's confidence is below the threshold, an approval rule requires it, or a fact is undecided because a
 * field could not be read; else `allow`.
 */
export function evaluatePolicy(config: DomainConfig, facts: PolicyFacts): PolicyEvaluation {
  const reasons: string[] = [];
  const blocked = config.policy.guardrails.blockList.has(facts.type);
  if (blocked) reasons.push(`${facts.type} is on the block list: no playbook may handle it`);
  const uncertain = isTooUncertain(config, facts.confidence, reasons);
  const approval = decideApproval(config.policy.approvalRules, facts);
  if (approval) reasons.push(approval.reason);
  const { owner, open } = routeOf(config, facts);
  const undecided = [...(facts.undecided ?? []), ...open];
  for (const one of undecided) reasons.push(`${describeUndecided(one)}: approval required`);
  const approvalRequired = uncertain || approval?.required === true || undecided.length > 0;
  return {
    decision: blocked ? 'block' : approvalRequired ? 'require_approval' : 'allow',
    approvalRequired,
    reasons: reasons.slice(0, MAX_REASONS),
    routeTo: owner,
    undecided,
  };
}

function isTooUncertain(config: DomainConfig, confidence: number, reasons: string[]): boolean {
  const threshold = config.policy.guardrails.humanApprovalThreshold;
  if (threshold === null || confidence >= threshold) return false;
  reasons.push(`confidence ${confidence} is below the threshold of ${threshold}: approval required`);
  return true;
}

/**
 * Returns the first rule that certainly matches. Undecided rules before it are reported: one of them may be the right
 * one.
 */
function routeOf(config: DomainConfig, facts: PolicyFacts): { owner: string | null; open: Undecided[] } {
  const { routing } = config.policy;
  const open: Undecided[] = [];
  if (routing.length === 0) return { owner: null, open };
  const values = conditionFacts(config.domain, facts);
  for (const rule of routing) {
    const { outcome, reason } = tryRoute(rule, values);
    if (outcome === 'matched') return { owner: rule.owner, open };
    if (outcome === 'undecided' && open.length < MAX_OPEN_ROUTES) {
      open.push({ fact: 'owner', rule: `routing to ${rule.owner}`, reason });
    }
  }
  return { owner: null, open };
}

function tryRoute({ exceptionType, severity, when }: RoutingRule, facts: ConditionFacts): ConditionOutcome {
  const answers = [
    exceptionType === null ? MATCHED : compared('exceptionType', exceptionType, facts),
    severity === null ? MATCHED : compared('severity', severity, facts),
    when === null ? MATCHED : when.evaluate(facts),
  ];
  const isOf = (outcome: ConditionOutcome['outcome']) => (answer: ConditionOutcome) => answer.outcome === outcome;
  return answers.find(isOf('unmatched')) ?? answers.find(isOf('undecided')) ?? MATCHED;
}

const MATCHED: ConditionOutcome = { outcome: 'matched', reason: 'it matches' };
const UNMATCHED: ConditionOutcome = { outcome: 'unmatched', reason: 'it does not match' };

function compared(identifier: 'exceptionType' | 'severity', wanted: string, facts: ConditionFacts): ConditionOutcome {
  const reason = facts.open && openReason(facts.open, [{ identifier, place: null }]);
  if (reason) return { outcome: 'undecided', reason };
  return facts[identifier] === wanted ? MATCHED : UNMATCHED;
}
