/** `npm test`: lint, types, build, then unit, integration and end-to-end tests, with their sum as the last line. */
import { parseArgs } from 'node:util';
import { describeError, SetupError } from './setup-error.ts';
import { exitCodeOf, untilStopRequested } from './stop-request.ts';
import { summaryLine } from './testing/test-results.ts';
import type { StageName } from './testing/test-run.ts';
import { STAGES, TestRun } from './testing/test-run.ts';

const HELP = `npm test [-- options]

Runs all checks and tests, with a PostgreSQL, a Kafka and a Redis of their own where they need them.

  --only STAGE   only one of: lint, unit, int, e2e
  --help         this text

DATABASE_URL, KAFKA_BROKERS and REDIS_URL name servers to use instead of starting one.`;

process.exit(await main());

async function main(): Promise<number> {
  const stopRequested = untilStopRequested();
  let run: TestRun | undefined;
  try {
    const stages = readStages();
    if (stages === undefined) return 0;
    run = new TestRun();
    const signal = await Promise.race([stopRequested, run.runAll(stages)]);
    if (signal !== undefined) return exitCodeOf(signal);
    const numbers = run.numbers();
    await run.stop();
    console.log(`\n${summaryLine(numbers)}`);
    return numbers.failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(describeError(error));
    return 1;
  } finally {
    await run?.stop();
  }
}

/** Undefined when only the help was wanted. */
function readStages(): readonly StageName[] | undefined {
  try {
    const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', default: false } } });
    if (values.help) return void console.log(HELP);
    if (values.only === undefined) return STAGES;
    const stage = STAGES.find((name) => name === values.only);
    if (stage === undefined) throw new Error(`There is no stage ${values.only}.`);
    return [stage];
  } catch (cause) {
    throw new SetupError(`${(cause as Error).message}\n\n${HELP}`, { cause });
  }
}
