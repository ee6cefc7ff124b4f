/** `npm run chaos`: see README.md. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError } from '../local-stack/setup-error.ts';
import { exitCodeOf, untilStopRequested } from '../local-stack/stop-request.ts';
import type { ChaosOptions } from './chaos-options.ts';
import { HELP, readChaosOptions } from './chaos-options.ts';
import { differenceLines, isFlawless, summaryLine } from './chaos-report.ts';
import { ChaosRun } from './chaos-run.ts';

process.exit(await main());

async function main(): Promise<number> {
  const stopRequested = untilStopRequested();
  try {
    const options = readChaosOptions(process.argv.slice(2));
    if (options === undefined) {
      console.log(HELP);
      return 0;
    }
    return await chaos(options, stopRequested);
  } catch (error) {
    console.error(describeError(error));
    return 1;
  }
}

async function chaos(options: ChaosOptions, stopRequested: Promise<NodeJS.Signals>): Promise<number> {
  const stateDir = mkdtempSync(join(tmpdir(), 'sentinai-chaos-'));
  const run = new ChaosRun(options, stateDir);
  let keep = true;
  console.log(`Chaos with --kills ${options.kills} --seed ${options.seed}`);
  try {
    const running = run.run();
    const result = await Promise.race([stopRequested, running]);
    if (typeof result === 'string') {
      console.log('Stopping ...');
      keep = false;
      // The current step fails now, as expected.
      running.catch(() => undefined);
      return exitCodeOf(result);
    }
    keep = !isFlawless(result);
    await run.stop();
    for (const line of differenceLines(result)) console.log(line);
    if (keep) console.log(`Logs and data are in ${stateDir}`);
    console.log(summaryLine(result));
    return keep ? 1 : 0;
  } finally {
    await run.stop();
    if (!keep) rmSync(stateDir, { recursive: true, force: true });
  }
}
