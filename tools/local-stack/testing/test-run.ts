/** One `npm test`: its stages one after the other, and the count of what passed and failed. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServers } from '../infrastructure.ts';
import type { CommandSpec } from '../process/process-table.ts';
import { ProcessTable } from '../process/process-table.ts';
import { provision, serversEnvironment } from '../provision.ts';
import { describeError } from '../setup-error.ts';
import { StackSession } from '../stack-session.ts';
import { repository } from '../state-directory.ts';
import { build, jest, lintTools, nx, typecheck, withVariables } from '../workspace-commands.ts';
import type { TestNumbers } from './test-results.ts';
import { readTestNumbers } from './test-results.ts';

export const STAGES = ['lint', 'unit', 'int', 'e2e'] as const;
export type StageName = (typeof STAGES)[number];

/** A command that fails without a failed test (lint, build) counts as one failure. */
export class TestRun {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sentinai-test-'));
  private readonly resultsFile = join(this.folder, 'results.jsonl');
  private readonly commands = new ProcessTable({ announce: console.log, onChange: () => undefined });
  private session: StackSession | undefined;
  private failedCommands = 0;
  private stopped: Promise<void> | undefined;

  async runAll(stages: readonly StageName[]): Promise<undefined> {
    if (stages.includes('lint')) await this.lint();
    const needBuild = stages.includes('int') || stages.includes('e2e');
    const built = needBuild && (await this.attempt('Build', build));
    if (stages.includes('unit')) await this.unit();
    if (built && stages.includes('int')) await this.integration().catch((error: unknown) => this.countFailure(error));
    if (built && stages.includes('e2e')) await this.endToEnd();
  }

  numbers(): TestNumbers {
    const numbers = readTestNumbers(this.resultsFile);
    return { ...numbers, failed: numbers.failed + this.failedCommands };
  }

  /** Stops what runs and removes the temporary folder; the numbers are gone with it. */
  async stop(): Promise<void> {
    this.stopped ??= this.stopAndRemove();
    return this.stopped;
  }

  private async stopAndRemove(): Promise<void> {
    // What the servers logged is wanted after a failure, though not after Ctrl-C.
    const logsAreWanted = this.session !== undefined && this.numbers().failed > 0;
    await this.commands.stopAll();
    await this.session?.close();
    if (!logsAreWanted) rmSync(this.folder, { recursive: true, force: true });
  }

  private async lint(): Promise<void> {
    await this.attempt('Lint', nx('lint', 'show'));
    await this.attempt('Lint of the tools', lintTools);
    await this.attempt('Types', typecheck);
  }

  private async unit(): Promise<void> {
    // A cached result would be honest, but not counted.
    await this.attempt('Unit tests', this.counted(nx('test', 'show', ['--skip-nx-cache'])));
    for (const tool of readdirSync(join(repository, 'tools')).filter((name) => name !== 'e2e')) {
      const configFile = join('tools', tool, 'jest.config.mjs');
      if (existsSync(join(repository, configFile)))
        await this.attempt(`Unit tests of ${tool}`, this.counted(jest(configFile)));
    }
  }

  private async integration(): Promise<void> {
    console.log('\n== Servers for the integration tests');
    const session = await StackSession.open({ stateDir: this.folder, ports: 'any', quiet: false });
    this.session = session;
    const servers = await startServers(session);
    await provision(session, servers);
    const command = withVariables(nx('int', 'show', ['--parallel=1']), serversEnvironment(servers));
    const passed = await this.attempt('Integration tests', this.counted(command));
    if (!passed) console.log(`The servers' logs are in ${session.paths.logs}`);
    await session.close();
  }

  private async endToEnd(): Promise<void> {
    const configFile = join('tools', 'e2e', 'jest.config.mjs');
    if (existsSync(join(repository, configFile)))
      await this.attempt('End-to-end tests', this.counted(jest(configFile)));
  }

  /** Servers that do not come up fail their stage, not the count of the others. */
  private countFailure(error: unknown): void {
    console.error(describeError(error));
    this.failedCommands += 1;
  }

  private counted(command: CommandSpec): CommandSpec {
    return withVariables(command, { SENTINAI_TEST_RESULTS: this.resultsFile });
  }

  private async attempt(title: string, command: CommandSpec): Promise<boolean> {
    console.log(`\n== ${title}`);
    const failedBefore = readTestNumbers(this.resultsFile).failed;
    const { ok, outcome, output } = await this.commands.attempt(command);
    if (ok) return true;
    if (output) console.log(output);
    console.log(`${title}: failed (${outcome})`);
    if (readTestNumbers(this.resultsFile).failed === failedBefore) this.failedCommands += 1;
    return false;
  }
}
