/** All children of one stack: supervised processes and one-off commands, stopped together and in order. */
import { spawn } from 'node:child_process';
import { SetupError } from '../setup-error.ts';
import type { Stage } from './guardian.ts';
import { Guardian } from './guardian.ts';
import { rotateLog } from './log-file.ts';
import { signalGroup } from './process-group.ts';
import type { ProcessRecord } from './process-identity.ts';
import { processIdentity } from './process-identity.ts';
import type { ProcessSpec } from './supervised-process.ts';
import { SupervisedProcess } from './supervised-process.ts';

export interface CommandSpec {
  /** Name for messages: `migrations`, `build`. */
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** User to run as; default: the current user. */
  user?: { uid: number; gid: number };
  /** `capture` keeps the output for the error message; `show` passes it to the terminal. */
  output: 'capture' | 'show';
}

export interface CommandResult {
  ok: boolean;
  /** `exit code 1`, `SIGTERM`, or the reason why it could not be run. */
  outcome: string;
  output: string;
}

export interface ProcessTableOptions {
  /** Reports a restart to the user. */
  announce: (line: string) => void;
  /** Called with the running processes at each change. */
  onChange: (running: ProcessRecord[]) => void;
}

export class ProcessTable {
  private readonly guardian = new Guardian();
  private readonly supervised: SupervisedProcess[] = [];
  private readonly commands = new Map<number, Promise<CommandResult>>();
  private readonly options: ProcessTableOptions;
  private stopped: Promise<void> | undefined;

  constructor(options: ProcessTableOptions) {
    this.options = options;
  }

  /** Starts a long-running process and keeps it running. */
  async supervise(spec: ProcessSpec): Promise<SupervisedProcess> {
    this.refuseWhenStopping();
    rotateLog(spec.logFile);
    const supervisedProcess = new SupervisedProcess(spec, {
      guardian: this.guardian,
      announce: this.options.announce,
      changed: () => this.options.onChange(this.running()),
    });
    this.supervised.push(supervisedProcess);
    await supervisedProcess.start();
    return supervisedProcess;
  }

  /**
   * Runs a command to its end.
   * @throws SetupError with its output when it fails.
   */
  async run(spec: CommandSpec): Promise<string> {
    const { ok, outcome, output } = await this.attempt(spec);
    this.refuseWhenStopping();
    if (!ok) throw new SetupError(`${spec.name} failed (${outcome}).\n${output}`.trimEnd());
    return output;
  }

  /** Runs a command to its end; a failure is a result, not an error. */
  async attempt(spec: CommandSpec): Promise<CommandResult> {
    this.refuseWhenStopping();
    const io = spec.output === 'show' ? 'inherit' : 'pipe';
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env ?? process.env,
      detached: true,
      stdio: ['ignore', io, io],
      ...spec.user,
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const result = new Promise<CommandResult>((resolve) => {
      const settle = (ok: boolean, outcome: string): void =>
        resolve({ ok, outcome, output: Buffer.concat(chunks).toString('utf8').trim() });
      child.once('error', (error) => settle(false, error.message));
      child.once('close', (code, signal) => settle(code === 0, signal ?? `exit code ${code}`));
    });
    const { pid } = child;
    if (pid === undefined) return result;
    this.guardian.register({ pid, stage: 'command', stopSignal: 'SIGTERM' });
    this.commands.set(pid, result);
    return result.finally(() => {
      this.guardian.forget(pid);
      this.commands.delete(pid);
    });
  }

  /** Stops everything, apps before infrastructure. Afterwards nothing can be started. */
  async stopAll(): Promise<void> {
    this.stopped ??= this.stopInOrder();
    return this.stopped;
  }

  private async stopInOrder(): Promise<void> {
    for (const pid of this.commands.keys()) signalGroup(pid, 'SIGTERM');
    await Promise.all(this.commands.values());
    for (const stage of ['application', 'infrastructure'] satisfies Stage[]) {
      await Promise.all(this.supervised.filter((one) => one.spec.stage === stage).map((one) => one.stop()));
    }
    this.guardian.close();
  }

  private running(): ProcessRecord[] {
    return this.supervised.flatMap(({ spec, pid }) => {
      const identity = pid === undefined ? undefined : processIdentity(pid);
      return pid === undefined || identity === undefined ? [] : [{ name: spec.name, pid, identity }];
    });
  }

  private refuseWhenStopping(): void {
    if (this.stopped !== undefined) throw new SetupError('The stack is stopping.');
  }
}
