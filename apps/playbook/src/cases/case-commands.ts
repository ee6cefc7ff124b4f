/**
 * What people's commands about the case as a whole do to it. The API has refused what was not legal when it was asked; here each is
 * judged again in its turn, and one that has become illegal meanwhile changes nothing and emits nothing. Pure.
 */
import {
  type Actor,
  type CaseCommandSubmitted,
  CommentAdded,
  type EventEnvelope,
  ExceptionAssigned,
  ExceptionEscalated,
  ExceptionReopened,
  ExceptionResolved,
  SeverityChanged,
} from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  type ExceptionPatch,
  type Milestones,
  NOTHING_TO_DO,
  changeSeverity,
  isLegal,
  movedStatus,
  reopenPatch,
  resolvePatch,
  sourceIsAuthority,
  stopPlaybook,
} from '@sentinai/domain';
import { recalculate } from '../engine/recalculation.ts';

type Command = EventEnvelope<CaseCommandSubmitted>;

/** Obeys a command, or emits nothing when the case has moved on and the command is no longer legal. */
export function obeyCaseCommand(file: CaseFile, event: Command): Decision {
  const { status, humanTouches } = file.exception;
  const situation = { status, sourceIsAuthority: sourceIsAuthority(file.config) };
  if (!isLegal(event.data.command, situation)) return NOTHING_TO_DO;
  const { patch, events } = carryOut(file, event);
  if (events.length === 0) return NOTHING_TO_DO;
  const actor: Actor = { type: 'user', id: event.data.actor_id };
  return {
    patch: { ...patch, humanTouches: humanTouches + 1 },
    events: events.map((emitted) => ({ actor, ...emitted })),
  };
}

/** Resolved while its playbook had been matched and not begun: none begins any more. A source of record says so by itself. */
export const isClosedByPeople = ({ exception, config }: CaseFile): boolean =>
  exception.status === 'resolved' && !sourceIsAuthority(config);

function carryOut(file: CaseFile, event: Command): Decision {
  switch (event.data.command) {
    case 'assign':
      return assign(file, event.data);
    case 'comment':
      return comment(event.data);
    case 'change_severity':
      return rate(file, event);
    case 'escalate':
      return escalate(file, event);
    case 'resolve':
      return resolve(file, event);
    case 'reopen':
      return reopen(file, event.data);
    case 'recalculate':
      return recalculate(file, event.data.actor_id, event.id);
  }
}

function assign({ exception }: CaseFile, { owner = null, note, ...command }: CaseCommandSubmitted): Decision {
  const data: ExceptionAssigned = { from: exception.owner, to: owner, assigned_by: person(command), note };
  return { patch: { owner }, events: [{ type: ExceptionAssigned.type, data }] };
}

function comment(command: CaseCommandSubmitted): Decision {
  const data: CommentAdded = { author: person(command), comment: command.note ?? '' };
  return { events: [{ type: CommentAdded.type, data }] };
}

/** A severity that it has already is nothing to change. */
function rate({ exception, config }: CaseFile, { data: command, time }: Command): Decision {
  const { severity = exception.severity } = command;
  if (severity === exception.severity) return NOTHING_TO_DO;
  const { patch, sla } = changeSeverity(exception, config, severity, new Date(time));
  const data: SeverityChanged = {
    from: exception.severity,
    to: severity,
    reason: command.note ?? '',
    changed_by: person(command),
    sla_minutes: sla?.minutes ?? null,
    sla_deadline_from: exception.slaDeadline?.toISOString() ?? null,
    sla_deadline_to: sla?.deadline.toISOString() ?? null,
  };
  return { patch, events: [{ type: SeverityChanged.type, data }] };
}

/** Where the source decides the status, it is noted that people with more say were called, and the status stays. */
function escalate({ exception, config }: CaseFile, { data: command, time }: Command): Decision {
  const milestones: Milestones = { escalated_at: time, ...exception.milestones };
  const status = movedStatus(exception.status, 'escalate');
  const data: ExceptionEscalated = {
    reason: 'person',
    detail: command.note ?? '',
    escalated_to: command.escalated_to ?? exception.policy?.route_to ?? null,
  };
  return {
    patch: sourceIsAuthority(config) ? { milestones } : { status, milestones },
    events: [{ type: ExceptionEscalated.type, data }],
  };
}

/** It was resolved when the person said so, however long the command waited for its turn. */
function resolve({ exception, now }: CaseFile, { data: command, time }: Command): Decision {
  const stopped = stopPlaybook(exception, { outcome: 'stopped', reason: 'The exception was resolved.', now });
  const data: ExceptionResolved = {
    resolved_at: time,
    resolved_by: person(command),
    resolution: command.note ?? '',
  };
  const resolved: ExceptionPatch = resolvePatch(exception, new Date(time));
  return {
    patch: { ...stopped.patch, ...resolved, milestones: { ...stopped.patch?.milestones, ...resolved.milestones } },
    events: [...stopped.events, { type: ExceptionResolved.type, data }],
  };
}

function reopen({ exception, config }: CaseFile, command: CaseCommandSubmitted): Decision {
  const data: ExceptionReopened = { reopened_by: person(command), reason: command.note ?? '' };
  return { patch: reopenPatch(exception, config), events: [{ type: ExceptionReopened.type, data }] };
}

const MAX_NAME_CHARACTERS = 256;

const person = ({ actor_id }: Pick<CaseCommandSubmitted, 'actor_id'>): string =>
  `user:${actor_id}`.slice(0, MAX_NAME_CHARACTERS).toWellFormed();
