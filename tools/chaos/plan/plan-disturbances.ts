/** Plans the disturbances from a seed. Pure: the same seed and the same stack produce the same list on every machine. */
import type { Random } from '../../demo/tool-server/seeded-random.ts';
import { seededRandom } from '../../demo/tool-server/seeded-random.ts';
import type { Blow, Disturbance } from './disturbance.ts';

export interface PlanRequest {
  seed: number;
  kills: number;
  /** Names of the workers' processes, copies included. */
  workers: readonly string[];
  /** Names of the workers whose connection to Kafka can be cut; empty where that is not possible. */
  cuttable: readonly string[];
}

const PAUSE_MS = { least: 500, most: 4_000 };
/** Range that extends beyond the consumers' session timeout of 10 s. */
const FREEZE_MS = { least: 1_000, most: 15_000 };
/** Share of disturbances that wait until everything is ready again. */
const RECOVERED_SHARE = 1 / 8;
/** Rest of a process after a kill or restart. */
const REST_MS = 3_000;

type Kind = Blow['kind'];
interface Candidate {
  target: string;
  kinds: readonly Kind[];
}
/** A group of targets with its relative frequency. */
interface Group {
  weight: number;
  members: readonly Candidate[];
}

const OF_A_SERVER: readonly Kind[] = ['kill', 'freeze', 'restart'];

export function planDisturbances(request: PlanRequest): Disturbance[] {
  const random = seededRandom(`chaos ${request.seed}`);
  const groups = groupsOf(request);
  const restingUntil = new Map<string, number>();
  let now = 0;
  return Array.from({ length: request.kills }, (_, index) => {
    const recoverFirst = index > 0 && random() < RECOVERED_SHARE;
    const pauseMs = within(random, PAUSE_MS);
    now += pauseMs;
    const { target, kinds } = choose(random, groups, (name) => (restingUntil.get(name) ?? 0) <= now);
    const blow = blowOf(oneOf(random, kinds), random);
    restingUntil.set(target, now + ('forMs' in blow ? blow.forMs : 0) + REST_MS);
    return { number: index + 1, pauseMs, recoverFirst, target, blow };
  });
}

function groupsOf({ workers, cuttable }: PlanRequest): Group[] {
  return [
    { weight: 58, members: workers.map((target) => ({ target, kinds: ['kill', 'kill', 'freeze', 'restart'] })) },
    { weight: 12, members: [{ target: 'Kafka', kinds: OF_A_SERVER }] },
    { weight: 12, members: [{ target: 'PostgreSQL', kinds: [...OF_A_SERVER, 'kill-part'] }] },
    { weight: 4, members: [{ target: 'Redis', kinds: OF_A_SERVER }] },
    { weight: 6, members: [{ target: 'gateway', kinds: OF_A_SERVER }] },
    { weight: 8, members: cuttable.map((target) => ({ target, kinds: ['cut'] })) },
  ];
}

/** Chooses a candidate that is not being disturbed. There are always more candidates than simultaneous disturbances. */
function choose(random: Random, groups: readonly Group[], isAtRest: (target: string) => boolean): Candidate {
  const open = groups
    .map(({ weight, members }) => ({ weight, members: members.filter(({ target }) => isAtRest(target)) }))
    .filter(({ members }) => members.length > 0);
  let ticket = random() * open.reduce((sum, { weight }) => sum + weight, 0);
  const group = open.find(({ weight }) => (ticket -= weight) < 0) ?? open.at(-1);
  if (!group) throw new Error('Everything is disturbed already');
  return oneOf(random, group.members);
}

function blowOf(kind: Kind, random: Random): Blow {
  switch (kind) {
    case 'kill':
    case 'restart':
      return { kind };
    case 'kill-part':
      return { kind, share: random() };
    case 'freeze':
      return { kind, forMs: within(random, FREEZE_MS) };
    case 'cut':
      return { kind, how: random() < 0.5 ? 'reset' : 'silence', forMs: within(random, FREEZE_MS) };
  }
}

const within = (random: Random, { least, most }: { least: number; most: number }): number =>
  least + Math.floor(random() * (most - least + 1));

function oneOf<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new Error('There is nothing to choose from');
  return chosen;
}
