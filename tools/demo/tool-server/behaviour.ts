/** The behaviour of a call: determined by the seed, or requested by a test with `x-demo-behaviour` or `?behaviour=`. */
import { seededRandom, skewed } from './seeded-random.ts';

export interface Chances {
  readonly seed: string;
  /** Median latency; 0 for no delay. */
  readonly medianLatencyMs: number;
  /** Share of keys whose first call gets 503. */
  readonly unavailableShare: number;
  /** Share of keys that always get 422. */
  readonly refusedShare: number;
}

/** Outcome of a call whose key has no final response yet. */
export type Fate = 'effect' | 'unavailable' | 'broken' | 'refused';

/** Delivery of a response; `lost` applies only to the first response of a key. */
export type Delivery = 'whole' | 'malformed' | 'huge' | 'lost';

export interface Behaviour {
  fate: Fate;
  delivery: Delivery;
  delayMs: number;
}

const MAX_LATENCY_MS = 400;
const STEADY: Behaviour = { fate: 'effect', delivery: 'whole', delayMs: 0 };

const ORDERS: Readonly<Record<string, Behaviour>> = {
  steady: STEADY,
  fail: { ...STEADY, fate: 'broken' },
  refuse: { ...STEADY, fate: 'refused' },
  malformed: { ...STEADY, delivery: 'malformed' },
  huge: { ...STEADY, delivery: 'huge' },
  'lost-answer': { ...STEADY, delivery: 'lost' },
  slow: { ...STEADY, delayMs: 30_000 },
};
const NUMBERED_ORDER = /^(?<name>slow|flaky)-(?<number>\d{1,6})$/;

export function isKnownBehaviour(order: string): boolean {
  return Object.hasOwn(ORDERS, order) || NUMBERED_ORDER.test(order);
}

/**
 * @param identity the call's key
 * @param calls number of calls with this key, including this one
 * @param order behaviour requested by a test; undefined for the seed's
 */
export function behaviourOf(
  { identity, calls, order }: { identity: string; calls: number; order: string | undefined },
  chances: Chances,
): Behaviour {
  return order === undefined ? byChance(identity, calls, chances) : byOrder(order, calls);
}

function byChance(identity: string, calls: number, chances: Chances): Behaviour {
  const luck = seededRandom(`${chances.seed}|fate|${identity}`)();
  const latency = seededRandom(`${chances.seed}|latency|${identity}|${calls}`);
  const delayMs = skewed(latency, chances.medianLatencyMs, MAX_LATENCY_MS);
  const isRefused = luck >= chances.unavailableShare && luck < chances.unavailableShare + chances.refusedShare;
  if (luck < chances.unavailableShare && calls === 1) return { fate: 'unavailable', delivery: 'whole', delayMs };
  return { fate: isRefused ? 'refused' : 'effect', delivery: 'whole', delayMs };
}

function byOrder(order: string, calls: number): Behaviour {
  const { name, number } = NUMBERED_ORDER.exec(order)?.groups ?? {};
  if (name === 'slow') return { ...STEADY, delayMs: Number(number) };
  if (name === 'flaky') return { ...STEADY, fate: calls <= Number(number) ? 'unavailable' : 'effect' };
  const ordered = ORDERS[order] ?? STEADY;
  // Losing further responses would test nothing more.
  return ordered.delivery === 'lost' && calls > 1 ? STEADY : ordered;
}
