/** Parsers of option values, for commander. Each returns the value or throws an error that says what is expected. */
import { InvalidArgumentError } from 'commander';

const MILLISECONDS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9})(ms|s|m|h|d)$/;

/** Reads a duration (`90s`, `10m`, `12h`, `7d`) as milliseconds. */
export function readDuration(text: string): number {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  const milliseconds = Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS];
  if (!(milliseconds > 0))
    throw new InvalidArgumentError('Give a number and a unit (ms, s, m, h, d), as in 90s or 12h.');
  return milliseconds;
}

/** Returns a parser of whole numbers from `lowest` to `highest`. */
export function readWholeNumber(lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= lowest && value <= highest) return value;
    throw new InvalidArgumentError(`Give a whole number from ${lowest} to ${highest}.`);
  };
}

/** Collects an option that may be given several times. */
export const collect = (value: string, previous: string[] = []): string[] => [...previous, value];
