/** What the demo's scenarios share: exceptions that look like life, and are the same again for the same seed and time. */
import type { IngestItem } from '../../cli/ingest/source-row.ts';
import type { Random } from '../tool-server/seeded-random.ts';

/**
 * Makes the exceptions of one tenant, in the order in which they are sent.
 * @param count how many exceptions; a scenario may send several states of one
 * @param now nothing happens after it
 */
export type Scenario = (random: Random, count: number, now: Date) => IngestItem[];

const MS_PER_MINUTE = 60_000;

/** A moment at most `minutes` before `now`, to the second: mostly of late, seldom long ago. */
export function momentBefore(random: Random, now: Date, minutes: number): Date {
  const ago = minutes * random() ** 2 * MS_PER_MINUTE;
  return new Date(Math.floor((now.getTime() - ago) / 1000) * 1000);
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * MS_PER_MINUTE);
}

/** `2026-11-20`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** One of the choices, as often as its weight says. */
export function weighted<T>(random: Random, choices: readonly [weight: number, choice: T][]): T {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [weight, choice] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new RangeError('There is nothing to choose from');
}

/** Amounts in money are spread over magnitudes: as many between 100 and 1,000 as between 1,000 and 10,000. */
export function amountBetween(random: Random, least: number, most: number): number {
  const amount = least * (most / least) ** random();
  return Math.round(amount * 100) / 100;
}

/** `FIN-000017`. */
export const numbered = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(6, '0')}`;
