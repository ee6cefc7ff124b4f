/**
 * Applies people's commands on a case as a whole. The API has refused commands that were illegal on receipt; here each is checked again in
 * its turn, and one that has become illegal meanwhile changes nothing and emits nothing. Pure.
 */
import type { Actor, CaseCommandSubmitted, EventEnvelope } from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  type Mover,
  NOTHING_TO_DO,
  type Refusal,
  assignCase,
  commentOnCase,
  escalateCase,
  inTurn,
  isLegal,
  isRefusal,
  mover,
  reopenCase,
  resolveCase,
  setCaseSeverity,
  sourceIsAuthority,
  stopPlaybook,
} from '@sentinai/domain';
import { recalculate } from '../engine/recalculation.ts';

type Command = EventEnvelope<CaseCommandSubmitted>;

/** Applies a command, or emits nothing when it is no longer legal. */
export function obeyCaseCommand(file: CaseFile, event: Command): Decision {
  const { status, humanTouches } = file.exception;
  const situation = { status, sourceIsAuthority: sourceIsAuthority(file.config) };
  if (!isLegal(event.data.command, situation)) return NOTHING_TO_DO;
  const done = carryOut(file, event);
  if (isRefusal(done) || done.events.length === 0) return NOTHING_TO_DO;
  const { patch, events } = done;
  const actor: Actor = { type: 'user', id: event.data.actor_id };
  return {
    patch: { ...patch, humanTouches: humanTouches + 1 },
    events: events.map((emitted) => ({ actor, ...emitted })),
  };
}

/** Whether people resolved the case before its matched playbook started: then no playbook starts. A source of record decides this itself. */
export const isClosedByPeople = ({ exception, config }: CaseFile): boolean =>
  exception.status === 'resolved' && !sourceIsAuthority(config);

function carryOut(file: CaseFile, event: Command): Decision | Refusal {
  const { command, note, owner = null, severity = file.exception.severity, escalated_to = null, actor_id } = event.data;
  // The move dates from the person's command, however long the command waited for its turn.
  const person = mover('user', actor_id, new Date(event.time));
  const reason = note ?? '';
  switch (command) {
    case 'assign':
      return assignCase(file, person, { owner, note });
    case 'comment':
      return commentOnCase(person, reason);
    case 'change_severity':
      return setCaseSeverity(file, person, { severity, reason });
    case 'escalate':
      return escalateCase(file, person, { reason: 'person', detail: reason, to: escalated_to });
    case 'resolve':
      return resolve(file, person, reason);
    case 'reopen':
      return reopenCase(file, person, reason);
    case 'recalculate':
      return recalculate(file, actor_id, event.id);
  }
}

/** Resolves the case and stops its playbook. */
function resolve({ exception, config, now }: CaseFile, person: Mover, resolution: string): Decision | Refusal {
  return inTurn<Decision | Refusal>(
    exception,
    (running) => stopPlaybook(running, { outcome: 'stopped', reason: 'The exception was resolved.', now }),
    (stopped) => resolveCase({ exception: stopped, config }, person, resolution),
  );
}
