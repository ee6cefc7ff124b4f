/** `npm run bench`: measures its own stack and prints the results, with a line of JSON last. */
import { describeError } from '../local-stack/setup-error.ts';
import { exitCodeOf, untilStopRequested } from '../local-stack/stop-request.ts';
import { BenchRun } from './bench-run.ts';
import { BenchStack } from './bench-stack.ts';
import { type BenchOptions, HELP, readOptions } from './options.ts';
import type { BenchResult } from './report/result.ts';
import { summaryOf } from './report/summary.ts';
import { report } from './report/tables.ts';

process.exit(await main());

async function main(): Promise<number> {
  const stopRequested = untilStopRequested();
  const cutShort = new AbortController();
  let bench: BenchStack | undefined;
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === undefined) {
      console.log(HELP);
      return 0;
    }
    bench = new BenchStack({ profile: options.profile, quiet: options.json, keep: options.keep });
    const run = runOn(bench, options, cutShort.signal);
    const outcome = await Promise.race([stopRequested, run]);
    if (typeof outcome !== 'string') return await finish(bench, options, outcome);
    console.error('Stopping ...');
    cutShort.abort();
    // Parts that are still starting fail now, as expected.
    run.catch(() => undefined);
    return exitCodeOf(outcome);
  } catch (error) {
    console.error(describeError(error));
    return 1;
  } finally {
    await bench?.close();
  }
}

/** Returns a function that prints a line, unless only the last line is wanted. */
function sayingBy({ json }: BenchOptions) {
  return (line: string): void => {
    if (!json) console.log(line);
  };
}

async function runOn(bench: BenchStack, options: BenchOptions, signal: AbortSignal): Promise<BenchResult> {
  const say = sayingBy(options);
  await bench.start();
  return new BenchRun({ bench, options, say, signal }).run();
}

/** Prints the result last, after the stack's own output while stopping. */
async function finish(bench: BenchStack, options: BenchOptions, result: BenchResult): Promise<number> {
  await bench.close();
  const summary = summaryOf(result);
  const say = sayingBy(options);
  say(`\n${report(result)}\n`);
  if (options.keep) say(`The stack's data and logs are in ${bench.folder}`);
  console.log(JSON.stringify(summary));
  return summary.lost === 0 && summary.doubled === 0 ? 0 : 1;
}
