/** What the moves of a case share: who makes one, when, and what comes of it. */
import type { ExceptionStatus } from '@sentinai/contracts';
import type { DomainConfig } from '../../packs/tenant-config.ts';
import type { Decision, EventToEmit, ExceptionPatch } from '../case-file.ts';
import type { ExceptionRecord } from '../exception-record.ts';
import { statusesFrom } from '../status-machine.ts';

/** The case that a move is about, as it stands. */
export interface CaseInHand {
  exception: ExceptionRecord;
  config: DomainConfig;
}

/** Who makes a move, and when. */
export interface Mover {
  /** As events name them: `user:ann`, `playbook:fix`, `source:Murex`. */
  by: string;
  at: Date;
}

/** As long as a name in an event may be. */
const MAX_NAME_CHARACTERS = 256;

/** @param name the subject of a person's token, or the name of a playbook or a source */
export const mover = (kind: 'user' | 'playbook' | 'source', name: string, at: Date): Mover => ({
  by: `${kind}:${name}`.slice(0, MAX_NAME_CHARACTERS).toWellFormed(),
  at,
});

/** A move that was made. */
export type Moved = Required<Decision>;

/** A move that may not be made from where the case is. */
export interface Refusal {
  /** Why, for whoever asked: it names what would be legal. */
  refusal: string;
}

export const isRefusal = (result: Decision | Refusal): result is Refusal => 'refusal' in result;

/** @param wish what the case cannot do, as in `be assigned`, `become escalated` */
export function refuse({ status }: Pick<ExceptionRecord, 'status'>, wish: string): Refusal {
  return { refusal: `An exception that is ${status} cannot ${wish}. It can become ${listed(statusesFrom(status))}.` };
}

/** One move after the other, each of the case as the one before leaves it. The first refusal is the answer. */
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
