/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';

export const HELP = `npm run bench [-- options]

Starts its own stack, feeds it exceptions over HTTP, and measures throughput, latency, resource use and integrity.

  --seconds N    length of the measured window (default 60)
  --warmup S     seconds of load before the window (default 15)
  --window N     closed loop: exceptions in the pipeline at once (default 8000)
  --rate N       open loop instead: N exceptions per second
  --no-half      skip the 20 s at half the measured rate
  --no-limit     skip the limit: the same rows with bare kafkajs and SQL
  --prefill N    store N events first
  --queries      measure the read API, over 1,000,000 exceptions and 10,000,000 events unless --prefill says how many
  --profile DIR  write CPU profiles of the apps over the measured window to this folder
  --keep         keep the stack's folder (data, logs), and print its path
  --json         print only the last line
  --help         this text

The last line is JSON. Exit code 1: an exception was lost or an effect duplicated.`;

export interface BenchOptions {
  seconds: number;
  warmupSeconds: number;
  /** Number of exceptions in the pipeline at once, held constant in the closed loop. */
  window: number;
  /** Exceptions per second; null for the closed loop. */
  rate: number | null;
  half: boolean;
  limit: boolean;
  /** Events to store before measuring; null for as many as the queries need, if they are measured. */
  prefill: number | null;
  queries: boolean;
  /** Folder for CPU profiles; null for none. */
  profile: string | null;
  keep: boolean;
  json: boolean;
}

/** Parses the command line; undefined for `--help`. @throws Error that names the faulty option */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      seconds: { type: 'string', default: '60' },
      warmup: { type: 'string', default: '15' },
      window: { type: 'string', default: '8000' },
      rate: { type: 'string' },
      half: { type: 'boolean', default: true },
      limit: { type: 'boolean', default: true },
      prefill: { type: 'string' },
      queries: { type: 'boolean', default: false },
      profile: { type: 'string' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    seconds: whole('seconds', values.seconds, 1),
    warmupSeconds: whole('warmup', values.warmup, 0),
    window: whole('window', values.window, 1),
    rate: values.rate === undefined ? null : whole('rate', values.rate, 1),
    half: values.half,
    limit: values.limit,
    prefill: values.prefill === undefined ? null : whole('prefill', values.prefill, 0),
    queries: values.queries,
    profile: values.profile ?? null,
    keep: values.keep,
    json: values.json,
  };
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text.replaceAll('_', ''));
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name}: ${text} is not a whole number of at least ${least}.`);
}
