/** Preconditions of a manual run. Pure; throws the problem for the caller. */
import type { Fault, JsonObject } from '@sentinai/contracts';
import {
  type ExceptionRecord,
  type Redactor,
  type ToolDefinition,
  type ToolVerdict,
  toolVerdict,
} from '@sentinai/domain';
import { ProblemException } from '@sentinai/service-kit';
import type { ToolInForce } from '../definitions/tool.lookup.ts';

/** @throws ProblemException `conflict` when the exception is of another domain */
export function requireSameDomain({ config, tool }: ToolInForce, { domain }: ExceptionRecord): void {
  if (config.domain === domain) return;
  throw new ProblemException('conflict', `${tool.name} is a tool of ${config.domain}; the exception is of ${domain}.`);
}

/** @throws ProblemException `tool_disabled`; `approval_required`; `conflict` when policy forbids the tool */
export function requirePermitted(inForce: ToolInForce, exception: ExceptionRecord): void {
  const { config, tool } = inForce;
  if (config.disabledTools.has(tool.name)) {
    throw new ProblemException('tool_disabled', `${tool.name} is switched off.`);
  }
  const { allowed, approvalRequired, reasons } = verdictOn(inForce, exception);
  if (!allowed) throw new ProblemException('conflict', `${reasons.join('; ')}.`);
  if (approvalRequired) throw new ProblemException('approval_required', `${reasons.join('; ')}.`);
}

export const verdictOn = ({ config, tool }: ToolInForce, { type, severity, policy }: ExceptionRecord): ToolVerdict =>
  toolVerdict(config, tool.name, { type, severity, decision: policy?.decision ?? null });

/** @throws ProblemException `invalid_request` naming each argument at fault */
export function requireFittingArguments(tool: ToolDefinition, args: JsonObject): void {
  const errors = argumentFaults(tool, args);
  if (errors.length === 0) return;
  throw new ProblemException('invalid_request', "The arguments do not fit the tool's input schema.", { errors });
}

/**
 * Rejects arguments with personal data. Arguments are stored, so they must hold none; and they are not redacted, because a tool called with
 * other arguments than requested does harm.
 *
 * @throws ProblemException `invalid_request` naming each argument that does
 */
export function requireWithoutPersonalData(args: JsonObject, redactor: Redactor): void {
  const { redacted } = redactor.payload(args);
  if (redacted.length === 0) return;
  const errors = redacted.map((place) => ({
    path: place.replace('$', 'arguments'),
    message: 'is personal data or looks like it; if it is not, exempt it in the pack: redaction.fields',
  }));
  throw new ProblemException('invalid_request', 'The arguments hold personal data.', { errors });
}

/** Converts the validator's messages, such as `/account must be string`, to faults by path in the request. */
export const argumentFaults = (tool: ToolDefinition, args: JsonObject): Fault[] =>
  tool.validateInput(args).map((fault) => {
    const [place = '$', ...words] = fault.split(' ');
    const path = place === '$' ? 'arguments' : `arguments${place.replaceAll('/', '.')}`;
    return { path, message: words.join(' ') };
  });
