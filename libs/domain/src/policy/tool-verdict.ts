/** Whether a tool may be called for an exception, and whether a person must approve first. */
import type { Severity } from '@sentinai/contracts';
import type { CompiledTenantPolicy, DomainConfig } from '../packs/tenant-config.ts';
import { decideApproval } from './approval-rules.ts';
import type { PolicyDecision } from './evaluate-policy.ts';

export interface ToolCase {
  type: string;
  severity: Severity;
  /** The policy decision about the exception; null when policy has not run yet. */
  decision: PolicyDecision | null;
}

export interface ToolVerdict {
  allowed: boolean;
  approvalRequired: boolean;
  /** Why not, or why only with an approval; empty when the tool may be called freely. */
  reasons: string[];
}

/**
 * Decides whether a tool may be called. A switched-off tool never may. The block list precedes the allow list, which
 * precedes the approved tools. A tool that acts needs an approval when a rule or the policy decision requires one,
 * and may not be called at all for a blocked exception; one that only reads needs none.
 */
export function toolVerdict(config: DomainConfig, toolName: string, facts: ToolCase): ToolVerdict {
  const tool = config.tools.get(toolName);
  if (!tool) return refused(`${toolName} is not a tool of this tenant's ${config.domain}`);
  if (config.disabledTools.has(toolName)) return refused(`tool_disabled: ${toolName} is switched off`);
  const refusal = listRefusal(config.policy, toolName);
  if (refusal) return refused(refusal);
  if (tool.effect === 'read') return { allowed: true, approvalRequired: false, reasons: [] };
  if (facts.decision === 'block') return refused(`policy blocks the exception, and ${toolName} acts`);
  const reasons = approvalReasons(config, toolName, facts);
  return { allowed: true, approvalRequired: reasons.length > 0, reasons };
}

function listRefusal({ guardrails, approvedTools }: CompiledTenantPolicy, tool: string): string | null {
  if (guardrails.blockList.has(tool)) return `${tool} is on the block list`;
  if (guardrails.allowList && !guardrails.allowList.has(tool)) return `${tool} is not on the allow list`;
  if (approvedTools && !approvedTools.has(tool)) return `${tool} is not among the tenant's approved tools`;
  return null;
}

function approvalReasons(config: DomainConfig, tool: string, { type, severity, decision }: ToolCase): string[] {
  const byRule = decideApproval(config.policy.approvalRules, { type, severity, tool });
  const reasons = byRule?.required ? [byRule.reason] : [];
  if (decision === 'require_approval') reasons.push('policy requires an approval for this exception');
  return reasons;
}

const refused = (reason: string): ToolVerdict => ({ allowed: false, approvalRequired: false, reasons: [reason] });
