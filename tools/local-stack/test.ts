/** `npm test`: lint, types, build, then unit, integration and end-to-end tests, with their totals as the last line. */
import { parseArgs } from 'node:util';
import { describeError, SetupError } from './setup-error.ts';
import { exitCodeOf, untilStopRequested } from './stop-request.ts';
import { planOfChange } from './testing/changed-plan.ts';
import { planOfSuites, STAGES, type TestPlan, wholePlan } from './testing/test-plan.ts';
import { slowestSuites, summaryLine } from './testing/test-results.ts';
import { TestRun } from './testing/test-run.ts';

const HELP = `npm test [-- options]

Runs all checks and tests, on their own PostgreSQL, Kafka and Redis where needed. At the end it lists the
suites that took longest.

  --only STAGE    one stage only: lint, unit, int or e2e
  --suite NAME    only this end-to-end suite, by its name or a prefix of it; may be repeated
  --changed       only what changes since the branch left main require; with --since, since another commit
  --since COMMIT  the base of --changed
  --help          this text

DATABASE_URL, KAFKA_BROKERS and REDIS_URL name existing servers to use instead of starting new ones.
Larger sizes: MALFORMED_PER_TOPIC, CRASH_INCIDENTS, FUZZ_RUNS; see tools/e2e/README.md.`;

const SLOWEST = 10;

process.exit(await main());

async function main(): Promise<number> {
  const stopRequested = untilStopRequested();
  let run: TestRun | undefined;
  try {
    const plan = await readPlan();
    if (plan === undefined) return 0;
    run = new TestRun(plan);
    const signal = await Promise.race([stopRequested, run.runAll()]);
    if (signal !== undefined) return exitCodeOf(signal);
    const results = run.results();
    await run.stop();
    console.log(`\nThe slowest suites:\n${slowestSuites(results.suites, SLOWEST).join('\n')}`);
    console.log(`\n${summaryLine(results)}`);
    return results.failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(describeError(error));
    return 1;
  } finally {
    await run?.stop();
  }
}

/** Returns undefined for `--help`. */
async function readPlan(): Promise<TestPlan | undefined> {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        suite: { type: 'string', multiple: true },
        changed: { type: 'boolean', default: false },
        since: { type: 'string', default: 'main' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return void console.log(HELP);
    if (values.suite) return planOfSuites(values.suite);
    const plan = values.changed ? await planOfChange(values.since) : wholePlan();
    return values.only === undefined ? plan : withOnly(plan, values.only);
  } catch (cause) {
    throw new SetupError(`${(cause as Error).message}\n\n${HELP}`, { cause });
  }
}

function withOnly(plan: TestPlan, name: string): TestPlan {
  const stage = STAGES.find((one) => one === name);
  if (stage === undefined) throw new Error(`There is no stage ${name}.`);
  return { ...plan, stages: plan.stages.filter((one) => one === stage) };
}
