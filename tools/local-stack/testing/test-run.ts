/** One run of `npm test`: its stages one after the other, and their results. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_STACKS_VARIABLE, startSharedStack } from '../../e2e/fixtures/shared-stack.ts';
import { startServers } from '../infrastructure.ts';
import type { CommandSpec } from '../process/process-table.ts';
import { ProcessTable } from '../process/process-table.ts';
import { provision, serversEnvironment } from '../provision.ts';
import { describeError } from '../setup-error.ts';
import type { Stack } from '../stack.ts';
import { StackSession } from '../stack-session.ts';
import {
  build,
  e2eConfig,
  jest,
  lintAll,
  lintProjects,
  lintTools,
  typecheck,
  withVariables,
} from '../workspace-commands.ts';
import { endToEndSuites } from './end-to-end-suites.ts';
import { isTool, projectsOfTier, type TestPlan } from './test-plan.ts';
import type { TestResults } from './test-results.ts';
import { readTestResults } from './test-results.ts';

/** Two fit the smallest machine: suites spend much of their time waiting, and a stack takes 2 GB of memory. */
const WORKERS = 2;
/** Of a test, for what never ends: Jest does not read the projects' own when it runs several. */
const TEST_TIMEOUT_MS = 300_000;

const SERVERS = ['DATABASE_URL', 'KAFKA_BROKERS', 'REDIS_URL'];

/** A command that fails without a failed test (lint, build) counts as one failure. */
export class TestRun {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sentinai-test-'));
  private readonly resultsFile = join(this.folder, 'results.jsonl');
  private readonly commands = new ProcessTable({ announce: console.log, onChange: () => undefined });
  private readonly plan: TestPlan;
  private session: StackSession | undefined;
  private sharedStacks: Stack[] = [];
  private failedCommands = 0;
  private stopped: Promise<void> | undefined;

  constructor(plan: TestPlan) {
    this.plan = plan;
  }

  async runAll(): Promise<undefined> {
    const { stages } = this.plan;
    const linted = stages.includes('lint') ? this.lint() : undefined;
    const needBuild = stages.includes('int') || stages.includes('e2e');
    const built = needBuild && (await this.attempt('Build', build));
    if (stages.includes('lint')) await this.attempt('Types', typecheck);
    if (stages.includes('unit')) await this.unit();
    await linted;
    if (built && stages.includes('int')) await this.integration().catch((error: unknown) => this.countFailure(error));
    if (built && stages.includes('e2e')) await this.endToEnd().catch((error: unknown) => this.countFailure(error));
  }

  results(): TestResults {
    const results = readTestResults(this.resultsFile);
    return { ...results, failed: results.failed + this.failedCommands };
  }

  /** Stops running commands and removes the temporary folder together with the results. */
  async stop(): Promise<void> {
    this.stopped ??= this.stopAndRemove();
    return this.stopped;
  }

  private async stopAndRemove(): Promise<void> {
    // The servers' logs are kept after a failure, but not after Ctrl-C.
    const logsAreWanted = this.session !== undefined && this.results().failed > 0;
    await this.commands.stopAll();
    await Promise.all([this.session?.close(), this.stopSharedStacks()]);
    if (!logsAreWanted) rmSync(this.folder, { recursive: true, force: true });
  }

  /** Keeps one processor busy while the next stages run. */
  private async lint(): Promise<void> {
    const { projects, isWhole } = this.plan;
    if (isWhole) return void (await this.attempt('Lint', lintAll));
    const others = projects.filter((folder) => !isTool(folder));
    if (others.length > 0) await this.attempt('Lint', lintProjects(others));
    if (projects.some(isTool)) await this.attempt('Lint of the tools', lintTools);
  }

  private async unit(): Promise<void> {
    const projects = projectsOfTier(this.plan.projects, 'unit');
    const command = jest({ projects, workers: WORKERS, timeoutMs: TEST_TIMEOUT_MS });
    await this.attempt('Unit tests', this.counted(command));
  }

  private async integration(): Promise<void> {
    const projects = projectsOfTier(this.plan.projects, 'int');
    if (projects.length === 0) return;
    console.log('\n== Servers for the integration tests');
    const session = await StackSession.open({
      stateDir: join(this.folder, 'int'),
      ports: 'any',
      quiet: false,
      shortLived: true,
    });
    this.session = session;
    const servers = await startServers(session);
    await provision(session, servers);
    const command = withVariables(jest({ projects, workers: WORKERS, timeoutMs: TEST_TIMEOUT_MS }), {
      ...serversEnvironment(servers),
      TEST_TIER: 'int',
    });
    const passed = await this.attempt('Integration tests', this.counted(command));
    if (!passed) console.log(`The servers' logs are in ${session.paths.logs}`);
    await session.close();
  }

  private async endToEnd(): Promise<void> {
    const { sharing, others } = endToEndSuites(this.plan.suites);
    if (sharing.length > 0) await this.onSharedStacks(sharing);
    if (others.length === 0) return;
    const command = jest({ config: e2eConfig, files: others, workers: workersBeside() });
    await this.attempt('End-to-end tests, each on its own stack', this.counted(command));
  }

  private async onSharedStacks(files: string[]): Promise<void> {
    const count = Math.min(workersBeside(), files.length);
    console.log(`\n== Shared stacks for the end-to-end tests: ${count}`);
    const folders = Array.from({ length: count }, () => mkdtempSync(join(this.folder, 'stack-')));
    const starting = folders.map(async (folder) => this.sharedStacks.push(await startSharedStack(folder)));
    await Promise.all(starting);
    const command = withVariables(jest({ config: e2eConfig, files, workers: count }), {
      [SHARED_STACKS_VARIABLE]: folders.join(':'),
    });
    const passed = await this.attempt('End-to-end tests on shared stacks', this.counted(command));
    if (!passed)
      console.log(`The stacks' logs are in ${folders.map((folder) => join(folder, 'state', 'logs')).join(', ')}`);
    await this.stopSharedStacks();
  }

  private async stopSharedStacks(): Promise<void> {
    await Promise.all(this.sharedStacks.splice(0).map((stack) => stack.stop()));
  }

  /** Servers that do not start fail their own stage; the other stages still run. */
  private countFailure(error: unknown): void {
    console.error(describeError(error));
    this.failedCommands += 1;
  }

  private counted(command: CommandSpec): CommandSpec {
    return withVariables(command, { SENTINAI_TEST_RESULTS: this.resultsFile });
  }

  private async attempt(title: string, command: CommandSpec): Promise<boolean> {
    console.log(`\n== ${title}`);
    const began = performance.now();
    const failedBefore = readTestResults(this.resultsFile).failed;
    const { ok, outcome, output } = await this.commands.attempt(command);
    const took = `${((performance.now() - began) / 1_000).toFixed(1)} s`;
    if (ok) {
      console.log(`${title}: ${took}`);
      return true;
    }
    if (output) console.log(output);
    console.log(`${title}: failed (${outcome}) after ${took}`);
    const toldByTests = command.env?.SENTINAI_TEST_RESULTS !== undefined;
    if (!toldByTests || readTestResults(this.resultsFile).failed === failedBefore) this.failedCommands += 1;
    return false;
  }
}

/** Servers named by the environment are a single set, which two stacks cannot use at once. */
const workersBeside = (): number => (SERVERS.some((name) => process.env[name]) ? 1 : WORKERS);
