/** The command line of `npm run chaos`. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { SetupError } from '../local-stack/setup-error.ts';

const DEFAULT_KILLS = 20;
const MOST_KILLS = 100_000;
const SEEDS = 1_000_000;

export const HELP = `npm run chaos [-- options]

Starts its own stack, puts a steady load on it, disturbs it, and checks that nothing was lost, doubled or reordered.

  --kills N   number of disturbances (default ${DEFAULT_KILLS}; each takes about 3 s)
  --seed N    seed of the list of disturbances, 0 to ${SEEDS - 1} (default: random, and printed)
  --help      this text

When anything differs from what was accepted, the exit code is 1 and the state folder is kept. The last line is JSON.`;

export interface ChaosOptions {
  kills: number;
  seed: number;
}

/** Parses the command line; undefined for `--help`. @throws SetupError */
export function readChaosOptions(args: readonly string[]): ChaosOptions | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { kills: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean', default: false } },
    });
    if (values.help) return undefined;
    return {
      kills: wholeNumber('--kills', values.kills, MOST_KILLS) ?? DEFAULT_KILLS,
      seed: wholeNumber('--seed', values.seed, SEEDS - 1) ?? randomInt(SEEDS),
    };
  } catch (cause) {
    throw new SetupError(`${(cause as Error).message}\n\n${HELP}`, { cause });
  }
}

function wholeNumber(option: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value <= most) return value;
  throw new Error(`${option}: ${text} is not a whole number from 0 to ${most}.`);
}
