/** Approval rules: which one applies to a case, and its verdict. */
import type { Severity } from '@sentinai/contracts';
import type { ApprovalRule } from '../packs/tenant-pack.schema.ts';

export interface ApprovalCase {
  type: string;
  severity: Severity;
  /** The tool to be called; without one, rules about tools do not apply. */
  tool?: string;
}

export interface ApprovalVerdict {
  required: boolean;
  reason: string;
}

/**
 * The most specific matching rule decides: tool before type before severity. When equally specific rules disagree,
 * the stricter one wins. Null when no rule matches.
 */
export function decideApproval(rules: readonly ApprovalRule[], about: ApprovalCase): ApprovalVerdict | null {
  let decisive: ApprovalRule | null = null;
  let weight = -1;
  for (const rule of rules) {
    if (!fits(rule, about)) continue;
    const own = specificity(rule);
    if (own < weight || (own === weight && !rule.require_approval)) continue;
    decisive = rule;
    weight = own;
  }
  return decisive && { required: decisive.require_approval, reason: describe(decisive) };
}

function fits({ severity, exception_type, tool }: ApprovalRule, about: ApprovalCase): boolean {
  if (severity !== undefined && severity !== about.severity) return false;
  if (exception_type !== undefined && exception_type !== about.type) return false;
  return tool === undefined || tool === about.tool;
}

function specificity({ severity, exception_type, tool }: ApprovalRule): number {
  return (tool === undefined ? 0 : 4) + (exception_type === undefined ? 0 : 2) + (severity === undefined ? 0 : 1);
}

function describe({ severity, exception_type, tool, require_approval }: ApprovalRule): string {
  const about = [tool, exception_type, severity].filter((name) => name !== undefined).join(', ') || 'everything';
  return `approval rule for ${about}: approval ${require_approval ? 'required' : 'not required'}`;
}
