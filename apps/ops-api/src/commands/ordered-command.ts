/** A command as submitted by a person, for one exception or many, and the event that records it. Pure. */
import {
  CaseCommandSubmitted,
  type EventDefinition,
  PolicyEvaluationRequested,
  type RedecisionCommand,
  TriageRequested,
} from '@sentinai/contracts';
import type { CommandEvent } from '@sentinai/domain';

/** `recalculate` is a command of the playbook app. */
type CaseOrder = Omit<CaseCommandSubmitted, 'actor_id' | 'command'> & {
  command: Exclude<CaseCommandSubmitted['command'], 'recalculate'>;
};

interface TriageOrder extends Pick<TriageRequested, 'reset_severity'> {
  command: 'triage';
  note: string | null;
}

interface EvaluationOrder {
  command: 'evaluate_policy';
  note: string | null;
}

export type OrderedCommand = CaseOrder | TriageOrder | EvaluationOrder;

/** Who submits a command. */
export interface CommandSender {
  /** Subject of the token. */
  actorId: string;
  /** The job that submits it; absent: a request. */
  bulkJobId?: string;
}

const REDECISIONS: Readonly<Record<RedecisionCommand, EventDefinition>> = {
  triage: TriageRequested,
  evaluate_policy: PolicyEvaluationRequested,
};

export const isRedecision = (command: string): command is RedecisionCommand => Object.hasOwn(REDECISIONS, command);

/** Returns the definition of the event that records a command. */
export const definitionOf = (command: string): EventDefinition =>
  isRedecision(command) ? REDECISIONS[command] : CaseCommandSubmitted;

/** Returns the redecision that events of a type record; null for any other type. */
export const redecisionRecordedBy = (eventType: string): RedecisionCommand | null =>
  Object.keys(REDECISIONS)
    .filter(isRedecision)
    .find((command) => REDECISIONS[command].type === eventType) ?? null;

/** Returns the event that records a command. */
export function eventOf(ordered: OrderedCommand, { actorId, bulkJobId }: CommandSender): CommandEvent {
  const request = { actor_id: actorId, reason: ordered.note ?? '', bulk_job_id: bulkJobId ?? null };
  switch (ordered.command) {
    case 'triage':
      return { type: 'TriageRequested', data: { ...request, reset_severity: ordered.reset_severity } };
    case 'evaluate_policy':
      return { type: 'PolicyEvaluationRequested', data: request };
    default:
      return { type: 'CaseCommandSubmitted', data: { actor_id: actorId, ...ordered } };
  }
}
