/** What a tenant's policy allows to be done about an exception without a person, and who owns it. */
import type { Severity } from '@sentinai/contracts';
import { conditionFacts, type CaseFacts, type ConditionFacts } from '../conditions/condition-facts.ts';
import type { DomainConfig, RoutingRule } from '../packs/tenant-config.ts';
import { decideApproval } from './approval-rules.ts';

export type PolicyDecision = 'allow' | 'require_approval' | 'block';

export interface PolicyFacts extends CaseFacts {
  type: string;
  severity: Severity;
  /** Of the classification, 0 to 1. */
  confidence: number;
}

export interface PolicyEvaluation {
  decision: PolicyDecision;
  approvalRequired: boolean;
  /** Every rule that had a say, in one line each. */
  reasons: string[];
  /** The owner by the first routing rule that matches; null when none does. */
  routeTo: string | null;
}

/**
 * `block` when the exception's type is on a block list; else `require_approval` when the classification is less certain
 * than the threshold or an approval rule asks for it; else `allow`.
 */
export function evaluatePolicy(config: DomainConfig, facts: PolicyFacts): PolicyEvaluation {
  const reasons: string[] = [];
  const blocked = config.policy.guardrails.blockList.has(facts.type);
  if (blocked) reasons.push(`${facts.type} is on the block list: no playbook may handle it`);
  const uncertain = isTooUncertain(config, facts.confidence, reasons);
  const approval = decideApproval(config.policy.approvalRules, facts);
  if (approval) reasons.push(approval.reason);
  const approvalRequired = uncertain || approval?.required === true;
  return {
    decision: blocked ? 'block' : approvalRequired ? 'require_approval' : 'allow',
    approvalRequired,
    reasons,
    routeTo: routeOf(config, facts),
  };
}

function isTooUncertain(config: DomainConfig, confidence: number, reasons: string[]): boolean {
  const threshold = config.policy.guardrails.humanApprovalThreshold;
  if (threshold === null || confidence >= threshold) return false;
  reasons.push(`confidence ${confidence} is below the threshold of ${threshold}: approval required`);
  return true;
}

function routeOf(config: DomainConfig, facts: PolicyFacts): string | null {
  const { routing } = config.policy;
  if (routing.length === 0) return null;
  const values = conditionFacts(config.domain, facts);
  return routing.find((rule) => routeMatches(rule, values))?.owner ?? null;
}

function routeMatches({ exceptionType, severity, when }: RoutingRule, facts: ConditionFacts): boolean {
  if (exceptionType !== null && exceptionType !== facts.exceptionType) return false;
  if (severity !== null && severity !== facts.severity) return false;
  return when === null || when.evaluate(facts).matched;
}
