/** Helpers of the demo's scenarios, which generate realistic exceptions, reproducible for the same seed and time. */
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import type { Random } from '../tool-server/seeded-random.ts';

/**
 * Generates the exceptions of one tenant, in sending order.
 * @param count number of exceptions; a scenario may send several states of each
 * @param now latest time of an exception
 */
export type Scenario = (random: Random, count: number, now: Date) => IngestItem[];

const MS_PER_MINUTE = 60_000;

/** Returns a random time at most `minutes` before `now`, to the second: mostly recent, seldom long ago. */
export function momentBefore(random: Random, now: Date, minutes: number): Date {
  const ago = minutes * random() ** 2 * MS_PER_MINUTE;
  return new Date(Math.floor((now.getTime() - ago) / 1000) * 1000);
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * MS_PER_MINUTE);
}

/** Formats the day: `2026-11-20`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** Picks a choice at random, by weight. */
export function weighted<T>(random: Random, choices: readonly [weight: number, choice: T][]): T {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new RangeError('There is nothing to choose from');
}

/** Returns a random amount, spread evenly over magnitudes: as many between 100 and 1,000 as between 1,000 and 10,000. */
export function amountBetween(random: Random, least: number, most: number): number {
  const amount = least * (most / least) ** random();
  return Math.round(amount * 100) / 100;
}

/** Formats an id: `FIN-000017`. */
export const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(6, '0')}`;
