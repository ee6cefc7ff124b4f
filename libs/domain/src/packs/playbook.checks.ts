/** Checks that a pack's playbooks can work: their conditions compile and their references exist. */
import { EXCEPTION_STATUSES, ROLES, isJsonObject } from '@sentinai/contracts';
import { lintCondition } from '../conditions/condition-lint.ts';
import type { ConditionCompiler } from '../conditions/condition.ts';
import { didYouMean } from '../names/nearest-name.ts';
import { compileTypePattern } from '../playbooks/type-pattern.ts';
import type { PackFindings } from './pack-findings.ts';
import type { Path } from './pack-path.ts';
import { checkPlaceholders } from './placeholder.checks.ts';
import { CONTROL_KEY, type PackPlaybook, type PackPlaybookStep } from './playbook.schema.ts';

/** Names that playbooks may refer to; null where unknown, which disables the check. */
export interface PlaybookReferences {
  domain: string;
  types: ReadonlySet<string> | null;
  /** Tags of all exception types. */
  tags: readonly string[] | null;
  tools: ReadonlySet<string> | null;
  compile: ConditionCompiler;
  findings: PackFindings;
}

export function checkPlaybooks(playbooks: readonly PackPlaybook[], references: PlaybookReferences): void {
  checkDistinct(playbooks, ['playbooks'], references.findings);
  for (const [index, playbook] of playbooks.entries()) checkPlaybook(playbook, ['playbooks', index], references);
}

/**
 * Compiles a condition to find its faults, rejects type names unknown to the domain, and warns of likely mistakes.
 * @param steps names of the playbook's steps, for the condition of a step
 */
export function checkCondition(
  source: string,
  path: Path,
  references: Omit<PlaybookReferences, 'tools'>,
  steps: readonly string[] = [],
): void {
  const { findings, types, compile, domain, tags } = references;
  const condition = findings.attempt(path, () => compile(source));
  if (!condition) return;
  for (const type of condition.exceptionTypes) checkType(type, path, { findings, types });
  for (const message of lintCondition(source, { domain, steps, tags })) findings.warn(path, message);
}

export function checkType(
  type: string,
  path: Path,
  { types, findings }: Pick<PlaybookReferences, 'types' | 'findings'>,
): void {
  if (types && !types.has(type)) {
    findings.fault(path, `names the exception type ${type}, which the domain does not have${didYouMean(type, types)}`);
  }
}

/** Checks one playbook that has passed its schema. */
export function checkPlaybook(playbook: PackPlaybook, path: Path, references: PlaybookReferences): void {
  checkMatch(playbook, [...path, 'match'], references);
  if (playbook.when !== undefined) checkCondition(playbook.when, [...path, 'when'], references);
  checkDistinct(playbook.steps, [...path, 'steps'], references.findings);
  checkPlaceholders(playbook, path, references.findings);
  const stepNames = new Set(playbook.steps.map(({ name }) => name));
  for (const [index, step] of playbook.steps.entries()) {
    const at = [...path, 'steps', index];
    checkStep(step, at, { ...references, steps: [...stepNames] });
    const goto = typeof step.on_failure === 'object' ? step.on_failure.goto : undefined;
    if (goto !== undefined && !stepNames.has(goto)) {
      references.findings.fault(
        [...at, 'on_failure', 'goto'],
        `names the step ${goto}, which the playbook does not have${didYouMean(goto, stepNames)}`,
      );
    }
  }
}

function checkMatch({ match }: PackPlaybook, path: Path, references: PlaybookReferences): void {
  const { findings, types, domain } = references;
  if (match.domain !== undefined && match.domain !== domain) {
    findings.warn([...path, 'domain'], `is ${match.domain} in a pack of ${domain}: the playbook never matches`);
  }
  const wanted = match.exception_type ?? [];
  for (const [index, source] of (typeof wanted === 'string' ? [wanted] : wanted).entries()) {
    const at = typeof wanted === 'string' ? [...path, 'exception_type'] : [...path, 'exception_type', index];
    const pattern = compileTypePattern(source);
    if (pattern.isName) checkType(source, at, references);
    else if (types && ![...types].some(pattern.matches)) findings.warn(at, `${source} fits no exception type`);
  }
}

function checkStep(
  step: PackPlaybookStep,
  path: Path,
  references: PlaybookReferences & { steps: readonly string[] },
): void {
  const { findings, steps } = references;
  if (step.when !== undefined) checkCondition(step.when, [...path, 'when'], references, steps);
  if (step.params && Object.hasOwn(step.params, CONTROL_KEY)) {
    findings.fault([...path, 'params', CONTROL_KEY], 'is a reserved key');
  }
  checkParams(step, [...path, 'params'], references);
  checkApprovers(step, [...path, 'approval', 'roles'], findings);
}

/**
 * A role outside the platform's is not a fault, since an identity provider may put it into tokens; a misspelled one
 * is held by nobody.
 */
function checkApprovers({ approval }: PackPlaybookStep, path: Path, findings: PackFindings): void {
  const roles = typeof approval === 'object' ? (approval.roles ?? []) : [];
  for (const [index, role] of roles.entries()) {
    if ((ROLES as readonly string[]).includes(role)) continue;
    findings.warn(
      [...path, index],
      `${role} is not one of ${ROLES.join(', ')}${didYouMean(role, ROLES) || ': only somebody whose token names it can approve'}`,
    );
  }
}

function checkParams({ action_type, params = {} }: PackPlaybookStep, path: Path, references: PlaybookReferences): void {
  const { findings, tools } = references;
  if (action_type === 'call_tool') checkToolCall(params, path, { findings, tools });
  if (action_type === 'manual' && !isText(params.instruction)) {
    findings.fault([...path, 'instruction'], 'must say what the person is to do');
  }
  const status = params.status;
  if (action_type === 'set_status' && !(isText(status) && isStatus(status))) {
    findings.fault([...path, 'status'], `must be one of ${EXCEPTION_STATUSES.join(', ')}`);
  }
}

function checkToolCall(
  { tool, arguments: args }: Record<string, unknown>,
  path: Path,
  { findings, tools }: Pick<PlaybookReferences, 'findings' | 'tools'>,
): void {
  if (!isText(tool)) findings.fault([...path, 'tool'], 'must name the tool to call');
  else if (tools && !tools.has(tool))
    findings.fault([...path, 'tool'], `names the tool ${tool}, which does not exist${didYouMean(tool, tools)}`);
  if (args !== undefined && !isJsonObject(args)) findings.fault([...path, 'arguments'], 'must be an object');
}

function checkDistinct(named: readonly { name: string }[], path: Path, findings: PackFindings): void {
  const seen = new Set<string>();
  for (const [index, { name }] of named.entries()) {
    if (seen.has(name)) findings.fault([...path, index, 'name'], `${name} is used twice`);
    seen.add(name);
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

/** A status may be a placeholder, filled in when the step runs. */
const isStatus = (value: string): boolean =>
  value.includes('{') || (EXCEPTION_STATUSES as readonly string[]).includes(value);
