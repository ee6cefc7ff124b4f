/** Types shared by the moves of a case: the mover, the result and the refusal. */
import type { ExceptionStatus } from '@sentinai/contracts';
import type { DomainConfig } from '../../packs/tenant-config.ts';
import type { Decision, EventToEmit, ExceptionPatch } from '../case-file.ts';
import type { ExceptionRecord } from '../exception-record.ts';
import { statusesFrom } from '../status-machine.ts';

/** The case to move, in its current state. */
export interface CaseInHand {
  exception: ExceptionRecord;
  config: DomainConfig;
}

/** Who makes a move, and when. */
export interface Mover {
  /** In the form used in events: `user:ann`, `playbook:fix`, `source:Murex`. */
  by: string;
  at: Date;
}

/** Longest name that an event allows. */
const MAX_NAME_CHARACTERS = 256;

/** @param name the subject of a person's token, or the name of a playbook or a source */
export const mover = (kind: 'user' | 'playbook' | 'source', name: string, at: Date): Mover => ({
  by: `${kind}:${name}`.slice(0, MAX_NAME_CHARACTERS).toWellFormed(),
  at,
});

/** The result of a legal move. */
export type Moved = Required<Decision>;

/** The refusal of a move that is illegal in the case's current status. */
export interface Refusal {
  /** The reason, for the requester: it names the legal alternatives. */
  refusal: string;
}

export const isRefusal = (result: Decision | Refusal): result is Refusal => 'refusal' in result;

/** @param wish what the case cannot do, such as `be assigned` or `become escalated` */
export function refuse({ status }: Pick<ExceptionRecord, 'status'>, wish: string): Refusal {
  return { refusal: `An exception that is ${status} cannot ${wish}. It can become ${listed(statusesFrom(status))}.` };
}

/** Applies moves in turn, each to the case as the previous one left it. Returns the first refusal, if any. */
export function inTurn<Result extends Decision | Refusal>(
  exception: ExceptionRecord,
  ...moves: readonly ((now: ExceptionRecord) => Result)[]
): Moved | Extract<Result, Refusal> {
  const all: { patch: ExceptionPatch; events: EventToEmit[] } = { patch: {}, events: [] };
  for (const move of moves) {
    const made = move({ ...exception, ...all.patch });
    if (isRefusal(made)) return made as Extract<Result, Refusal>;
    Object.assign(all.patch, made.patch);
    all.events.push(...made.events);
  }
  return all;
}

const listed = (statuses: readonly ExceptionStatus[]): string => statuses.join(' or ');
