/** Runs the limit on the same servers once the apps are down: one process per stage of the pipeline. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchStack } from '../bench-stack.ts';
import type { Exemplar } from '../load/rehearsal.ts';
import { secondsOf, storedIn } from '../measure/event-statistics.ts';
import { type MeteredProcess, ProcessMeter } from '../measure/process-meter.ts';
import type { LimitResult } from '../report/result.ts';
import { type LimitScript, writeScript } from './script.ts';
import { createLimitTables, LIMIT_SCHEMA } from './tables.ts';

export interface LimitPlan {
  exemplars: readonly Exemplar[];
  /** Exceptions in the pipeline at once. */
  window: number;
  warmupSeconds: number;
  seconds: number;
  signal: AbortSignal;
}

const SAMPLE_MS = 2_000;
/** Same as the real topics. */
const PARTITIONS = 4;
const FIRST_STAGE = 'intake';

/** @throws Error when a stage exits early */
export async function runLimit(bench: BenchStack, plan: LimitPlan): Promise<LimitResult> {
  const scriptFile = join(bench.folder, 'limit-script.json');
  const script = await writeScript(bench.database, plan.exemplars, scriptFile);
  await createLimitTables(bench.database);
  const topics = script.topics.map((topic) => ({ topic, numPartitions: PARTITIONS }));
  await bench.admin.createTopics({ waitForLeaders: true, topics });
  const stages = startStages(bench, script, { scriptFile, window: plan.window });
  try {
    return await Promise.race([measure(bench, stages, plan), ...stages.map(failure)]);
  } finally {
    for (const { child } of stages) child.kill('SIGTERM');
  }
}

interface StageProcess {
  name: string;
  child: ChildProcess;
}

function startStages(
  bench: BenchStack,
  script: LimitScript,
  { scriptFile, window }: { scriptFile: string; window: number },
): StageProcess[] {
  const { databaseUrl, kafkaBrokers } = bench.stack;
  return script.stages.map(({ name }) => {
    const program = join(import.meta.dirname, 'limit-stage.ts');
    const taken = name === FIRST_STAGE ? window : 0;
    const args = [program, scriptFile, name, databaseUrl, kafkaBrokers, String(taken)];
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return { name: `limit ${name}`, child };
  });
}

function failure({ name, child }: StageProcess): Promise<never> {
  return new Promise((_, reject) => {
    child.once('exit', (code, signal) => reject(new Error(`${name} ended (${signal ?? `exit code ${code}`})`)));
    child.once('error', reject);
  });
}

async function measure(bench: BenchStack, stages: readonly StageProcess[], plan: LimitPlan): Promise<LimitResult> {
  const { signal } = plan;
  await delay(plan.warmupSeconds * 1_000, undefined, { signal });
  const servers = bench.stack.describe().processes.map(({ name, pid }) => ({ name, pid }));
  const meter = new ProcessMeter([...servers, ...stages.flatMap(metered)]);
  const from = new Date();
  const end = from.getTime() + plan.seconds * 1_000;
  while (Date.now() < end) {
    meter.sampleMemory();
    await delay(Math.max(0, Math.min(SAMPLE_MS, end - Date.now())), undefined, { signal });
  }
  const window = { from, to: new Date() };
  const use = meter.read();
  for (const { child } of stages) child.removeAllListeners('exit').kill('SIGTERM');
  return { seconds: secondsOf(window), ...(await storedIn(bench.database, window, LIMIT_SCHEMA)), use };
}

const metered = ({ name, child: { pid } }: StageProcess): MeteredProcess[] =>
  pid === undefined ? [] : [{ name, pid }];
