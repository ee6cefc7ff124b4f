/**
 * The only state machine for an exception's status: which moves exist, where each may be made and leads, and which of
 * people's commands the exception accepts in its current state. Every status change asks here: the API before it
 * accepts a command, the agent when its turn comes, and the pipeline's decisions. Pure.
 *
 * ```
 *   open ──take_up──▶ analyzing
 *     └──────┬───────────┘│
 *            ├──escalate──┼─▶ escalated
 *            └──resolve───┴──────┴─────▶ resolved ──reopen──▶ open
 * ```
 */
import { EXCEPTION_COMMANDS, type ExceptionCommand, type ExceptionStatus } from '@sentinai/contracts';

interface Move {
  from: readonly ExceptionStatus[];
  to: ExceptionStatus;
}

export const STATUS_MOVES = {
  /** The pipeline begins to work on it. */
  take_up: { from: ['open'], to: 'analyzing' },
  /** It is handed to people with more authority. */
  escalate: { from: ['open', 'analyzing'], to: 'escalated' },
  resolve: { from: ['open', 'analyzing', 'escalated'], to: 'resolved' },
  reopen: { from: ['resolved'], to: 'open' },
} as const satisfies Record<string, Move>;
export type StatusMove = keyof typeof STATUS_MOVES;

/** Returns the status after a move; null when the move is illegal here. */
export function statusAfter(status: ExceptionStatus, move: StatusMove): ExceptionStatus | null {
  const { from, to }: Move = STATUS_MOVES[move];
  return from.includes(status) ? to : null;
}

/** Like `statusAfter`, but an illegal move leaves the status unchanged. */
export const movedStatus = (status: ExceptionStatus, move: StatusMove): ExceptionStatus =>
  statusAfter(status, move) ?? status;

/** Returns the statuses that are one move away. */
export const statusesFrom = (status: ExceptionStatus): ExceptionStatus[] =>
  Object.values(STATUS_MOVES)
    .filter(({ from }: Move) => from.includes(status))
    .map(({ to }) => to);

/**
 * Statuses in which a command that leaves the status unchanged is legal; a status-changing command is legal where its
 * move is.
 */
const UNMOVING: Record<Exclude<ExceptionCommand, StatusMove>, readonly ExceptionStatus[]> = {
  assign: ['open', 'analyzing', 'escalated'],
  comment: ['open', 'analyzing', 'escalated', 'resolved'],
  change_severity: ['open', 'analyzing', 'escalated'],
  recalculate: ['open', 'analyzing', 'escalated'],
  triage: ['open', 'analyzing', 'escalated'],
  evaluate_policy: ['open', 'analyzing', 'escalated'],
};

/** Commands that a person may not give where the source is the system of record. */
const OF_THE_SOURCE: readonly ExceptionCommand[] = ['resolve', 'reopen'];

/** Facts that decide whether a command is legal. */
export interface CommandSituation {
  status: ExceptionStatus;
  /** Whether the source is the system of record: it alone decides when a case is resolved and when it is reopened. */
  sourceIsAuthority: boolean;
}

/** Returns the commands that an exception accepts in its current state, in the order of the contracts. */
export const legalCommands = (situation: CommandSituation): ExceptionCommand[] =>
  EXCEPTION_COMMANDS.filter((command) => isLegal(command, situation));

export function isLegal(command: ExceptionCommand, { status, sourceIsAuthority }: CommandSituation): boolean {
  if (sourceIsAuthority && OF_THE_SOURCE.includes(command)) return false;
  return from(command).includes(status);
}

/** Returns why a command is not legal, in words for its sender; null when it is legal. */
export function refusalOf(command: ExceptionCommand, situation: CommandSituation): string | null {
  if (isLegal(command, situation)) return null;
  if (from(command).includes(situation.status)) {
    return `The source is the system of record of this exception: it decides when the exception is resolved, not a person.`;
  }
  return `An exception that is ${situation.status} does not accept the command "${command}".`;
}

const isMove = (command: ExceptionCommand): command is ExceptionCommand & StatusMove =>
  Object.hasOwn(STATUS_MOVES, command);

const from = (command: ExceptionCommand): readonly ExceptionStatus[] =>
  isMove(command) ? STATUS_MOVES[command].from : UNMOVING[command];
