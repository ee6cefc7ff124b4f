/** Every command that people give to an exception as a whole. */
import { CASE_COMMANDS } from './events/case-command-submitted.ts';

/**
 * Commands by which people have an open exception decided again, recorded as `TriageRequested` and `PolicyEvaluationRequested`. The others
 * are recorded as `CaseCommandSubmitted`.
 */
export const REDECISION_COMMANDS = ['triage', 'evaluate_policy'] as const;
export type RedecisionCommand = (typeof REDECISION_COMMANDS)[number];

export const EXCEPTION_COMMANDS = [...CASE_COMMANDS, ...REDECISION_COMMANDS] as const;
export type ExceptionCommand = (typeof EXCEPTION_COMMANDS)[number];
