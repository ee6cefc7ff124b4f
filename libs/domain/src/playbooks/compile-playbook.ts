/** Compiles stored playbooks for agents: conditions compiled, durations in minutes, `goto` targets by step order. */
import type { ConditionCompiler } from '../conditions/condition.ts';
import { parseMinutes } from '../packs/duration.ts';
import type { PackPlaybookStep } from '../packs/playbook.schema.ts';
import { playbookFromStored, type StoredPlaybook } from '../packs/stored-playbook.ts';
import type { CompiledMatch, Playbook, PlaybookStep, StepApproval, StepFailure } from '../packs/tenant-config.ts';
import type { PlaybookMatch } from '../packs/playbook.schema.ts';
import { compileTypePattern } from './type-pattern.ts';

/** Roles that may approve a step when its pack names none. */
const DEFAULT_APPROVER_ROLES = ['operator', 'admin'];

/**
 * Compiles a playbook.
 * @throws {ConditionError} when a condition does not compile
 * @throws {Error} when a step goes to one that does not exist
 */
export function compilePlaybook(stored: StoredPlaybook, compile: ConditionCompiler): Playbook {
  const { name, priority = 0, match, when, steps } = playbookFromStored(stored);
  const orders = new Map(steps.map((step, index) => [step.name, index + 1]));
  return {
    playbookId: stored.playbookId,
    name,
    version: stored.version,
    author: stored.createdBy ?? null,
    priority,
    match: compileMatch(match),
    when: when === undefined ? null : compile(when),
    steps: steps.map((step, index) => compileStep(step, index + 1, { compile, orders })),
  };
}

function compileMatch(match: PlaybookMatch): CompiledMatch {
  const types = typeof match.exception_type === 'string' ? [match.exception_type] : match.exception_type;
  return {
    domain: match.domain ?? null,
    exceptionTypes: types?.map(compileTypePattern) ?? null,
    severities: match.severity_in ? new Set(match.severity_in) : null,
    slaMinutesRemainingLt: match.sla_minutes_remaining_lt ?? null,
    policyTags: match.policy_tags ?? [],
  };
}

interface StepContext {
  compile: ConditionCompiler;
  orders: ReadonlyMap<string, number>;
}

function compileStep(step: PackPlaybookStep, order: number, { compile, orders }: StepContext): PlaybookStep {
  return {
    order,
    name: step.name,
    actionType: step.action_type,
    params: step.params ?? {},
    when: step.when === undefined ? null : compile(step.when),
    retry: step.retry ? { maxAttempts: step.retry.max_attempts, backoffMs: step.retry.backoff_ms } : null,
    timeoutMinutes: parseMinutes(step.timeout),
    onFailure: compileFailure(step, orders),
    approval: compileApproval(step.approval),
  };
}

function compileFailure({ name, on_failure = 'fail' }: PackPlaybookStep, orders: StepContext['orders']): StepFailure {
  if (typeof on_failure === 'string') return on_failure;
  const goto = orders.get(on_failure.goto);
  if (goto === undefined) throw new Error(`step ${name} goes to ${on_failure.goto}, which does not exist`);
  return { goto };
}

function compileApproval(approval: PackPlaybookStep['approval']): StepApproval | null {
  if (approval === undefined || approval === false) return null;
  const { roles = DEFAULT_APPROVER_ROLES, quorum = 1, expires } = approval === true ? {} : approval;
  return { roles: [...roles], quorum, expiresMinutes: parseMinutes(expires) };
}
