/**
 * What people's commands about the case as a whole do to it. The API has refused what was not legal when it was asked; here each is
 * judged again in its turn, and one that has become illegal meanwhile changes nothing and emits nothing. Pure.
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

/** Obeys a command, or emits nothing when the case has moved on and the command is no longer legal. */
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

/** Resolved while its playbook had been matched and not begun: none begins any more. A source of record says so by itself. */
export const isClosedByPeople = ({ exception, config }: CaseFile): boolean =>
  exception.status === 'resolved' && !sourceIsAuthority(config);

function carryOut(file: CaseFile, event: Command): Decision | Refusal {
  const { command, note, owner = null, severity = file.exception.severity, escalated_to = null, actor_id } = event.data;
  // The move was made when the person said so, however long the command waited for its turn.
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

/** Its playbook is stopped. */
function resolve({ exception, config, now }: CaseFile, person: Mover, resolution: string): Decision | Refusal {
  return inTurn<Decision | Refusal>(
    exception,
    (running) => stopPlaybook(running, { outcome: 'stopped', reason: 'The exception was resolved.', now }),
    (stopped) => resolveCase({ exception: stopped, config }, person, resolution),
  );
}
