/**
 * The one machine of an exception's status: which moves there are, from where each may be made and where it leads, and which commands
 * of people the exception obeys as it stands. Whoever changes a status asks here: the API before it takes a command, the agent when
 * its turn comes, and the decisions of the pipeline. Pure.
 *
 * ```
 *   open ──take_up──▶ analyzing
 *     └──────┬───────────┘│
 *            ├──escalate──┼─▶ escalated
 *            └──resolve───┴──────┴─────▶ resolved ──reopen──▶ open
 * ```
 */
import { CASE_COMMANDS, type CaseCommand, type ExceptionStatus } from '@sentinai/contracts';

interface Move {
  from: readonly ExceptionStatus[];
  to: ExceptionStatus;
}

export const STATUS_MOVES = {
  /** The pipeline begins to work on it. */
  take_up: { from: ['open'], to: 'analyzing' },
  /** It is handed to people with more say. */
  escalate: { from: ['open', 'analyzing'], to: 'escalated' },
  resolve: { from: ['open', 'analyzing', 'escalated'], to: 'resolved' },
  reopen: { from: ['resolved'], to: 'open' },
} as const satisfies Record<string, Move>;
export type StatusMove = keyof typeof STATUS_MOVES;

/** The status after a move; null when it may not be made from here. */
export function statusAfter(status: ExceptionStatus, move: StatusMove): ExceptionStatus | null {
  const { from, to }: Move = STATUS_MOVES[move];
  return from.includes(status) ? to : null;
}

/** The same, for a move that changes nothing where it may not be made. */
export const movedStatus = (status: ExceptionStatus, move: StatusMove): ExceptionStatus =>
  statusAfter(status, move) ?? status;

/** The statuses that one move leads to from here. */
export const statusesFrom = (status: ExceptionStatus): ExceptionStatus[] =>
  Object.values(STATUS_MOVES)
    .filter(({ from }: Move) => from.includes(status))
    .map(({ to }) => to);

/** Where a command that leaves the status as it is may be given; those that move it may be given where the move may be made. */
const UNMOVING: Record<Exclude<CaseCommand, StatusMove>, readonly ExceptionStatus[]> = {
  assign: ['open', 'analyzing', 'escalated'],
  comment: ['open', 'analyzing', 'escalated', 'resolved'],
  change_severity: ['open', 'analyzing', 'escalated'],
  recalculate: ['open', 'analyzing', 'escalated'],
};

/** What a person may not decide where the source is the system of record. */
const OF_THE_SOURCE: readonly CaseCommand[] = ['resolve', 'reopen'];

/** What a command is judged by. */
export interface CommandSituation {
  status: ExceptionStatus;
  /** Whether the source is the system of record: it alone says when a case is resolved, and when it is open again. */
  sourceIsAuthority: boolean;
}

/** The commands that an exception obeys as it stands, in the order of the contract. */
export const legalCommands = (situation: CommandSituation): CaseCommand[] =>
  CASE_COMMANDS.filter((command) => isLegal(command, situation));

export function isLegal(command: CaseCommand, { status, sourceIsAuthority }: CommandSituation): boolean {
  if (sourceIsAuthority && OF_THE_SOURCE.includes(command)) return false;
  return from(command).includes(status);
}

/** Why a command is not legal, in words for its sender; null when it is. */
export function refusalOf(command: CaseCommand, situation: CommandSituation): string | null {
  if (isLegal(command, situation)) return null;
  if (from(command).includes(situation.status)) {
    return `The source is the system of record of this exception: it decides when the exception is resolved, not a person.`;
  }
  return `An exception that is ${situation.status} cannot obey "${command}".`;
}

const isMove = (command: CaseCommand): command is CaseCommand & StatusMove => Object.hasOwn(STATUS_MOVES, command);

const from = (command: CaseCommand): readonly ExceptionStatus[] =>
  isMove(command) ? STATUS_MOVES[command].from : UNMOVING[command];
