/** A long-running child process: started, watched, restarted with backoff when it dies, and reliably stopped. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../setup-error.ts';
import type { Guardian, Stage } from './guardian.ts';
import { tailOf } from './log-file.ts';
import { signalGroup, signalTree } from './process-group.ts';

const FIRST_RESTART_MS = 500;
const LONGEST_RESTART_MS = 10_000;
const STEADY_AFTER_MS = 30_000;
const READY_POLL_MS = 50;
/** For what never becomes ready: a slow machine that is busy with other things takes minutes. */
export const READY_TIMEOUT_MS = 300_000;
const CRASHES_BEFORE_GIVING_UP = 5;

export interface ProcessSpec {
  /** Display name for messages: `PostgreSQL`, `intake`. */
  name: string;
  stage: Exclude<Stage, 'command'>;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** User to run as; default: the current user. */
  user?: { uid: number; gid: number };
  logFile: string;
  port: number;
  stopSignal: NodeJS.Signals;
  /** Time after which a stopping process gets SIGKILL, in milliseconds. */
  stopTimeoutMs: number;
  /** Readiness check; false or an error means not ready yet. */
  isReady: () => Promise<boolean>;
}

/** Services that a process needs from its process table. */
export interface Surroundings {
  guardian: Guardian;
  announce: (line: string) => void;
  changed: () => void;
}

/** Handle to a process of a stack, for callers that may disturb it. */
export interface ProcessHandle {
  readonly port: number;
  /** Undefined while it is down. */
  readonly pid: number | undefined;
  /** Only sends a signal: when the process dies of it, it is restarted as after any crash. */
  kill(signal: NodeJS.Signals): void;
  /** Freezes the process and all its children, like a machine that hangs. */
  pause(): void;
  resume(): void;
  /** Resolves when the process is ready. @throws after `timeoutMs`, five minutes by default */
  waitReady(timeoutMs?: number): Promise<void>;
}

export class SupervisedProcess implements ProcessHandle {
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  private wanted = false;
  private startedAt = 0;
  private crashes = 0;
  private restartTimer: NodeJS.Timeout | undefined;
  readonly spec: ProcessSpec;
  private readonly surroundings: Surroundings;

  constructor(spec: ProcessSpec, surroundings: Surroundings) {
    this.spec = spec;
    this.surroundings = surroundings;
  }

  get port(): number {
    return this.spec.port;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the process, unless it is running, on the same port and data as before. Does not wait for readiness. */
  async start(): Promise<void> {
    if (!this.wanted) this.crashes = 0;
    this.wanted = true;
    if (this.child === undefined) this.spawn();
  }

  /** Stops the process and keeps it down until `start`. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.wanted = false;
    clearTimeout(this.restartTimer);
    if (this.child === undefined) return;
    this.kill(this.spec.stopSignal);
    this.kill('SIGCONT');
    const killer = setTimeout(() => this.kill('SIGKILL'), this.spec.stopTimeoutMs);
    await this.exited;
    clearTimeout(killer);
  }

  kill(signal: NodeJS.Signals): void {
    if (this.child?.pid !== undefined) signalGroup(this.child.pid, signal);
  }

  pause(): void {
    this.signalTree('SIGSTOP');
  }

  resume(): void {
    this.signalTree('SIGCONT');
  }

  /**
   * Resolves when the process is ready.
   * @throws SetupError with the end of its log after `timeoutMs`, or when it keeps crashing.
   */
  async waitReady(timeoutMs = READY_TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(this.child !== undefined && (await this.answersReady()))) {
      if (!this.wanted) throw new SetupError(`${this.spec.name} was stopped before it was ready.`);
      if (this.crashes >= CRASHES_BEFORE_GIVING_UP) throw this.notReady('keeps exiting');
      if (Date.now() > deadline) throw this.notReady(`is not ready after ${Math.round(timeoutMs / 1000)} s`);
      await sleep(READY_POLL_MS);
    }
  }

  private spawn(): void {
    const { spec } = this;
    const log = openSync(spec.logFile, 'a');
    // Its own process group: Ctrl-C in the terminal reaches only us, so that we can stop everything in order.
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...spec.user,
    });
    closeSync(log);
    this.child = child;
    this.startedAt = Date.now();
    if (child.pid !== undefined) {
      this.surroundings.guardian.register({ pid: child.pid, stage: spec.stage, stopSignal: spec.stopSignal });
    }
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => resolve(this.ended(child, error.message)));
      child.once('exit', (code, signal) => resolve(this.ended(child, signal ?? `exit code ${code}`)));
    });
    this.surroundings.changed();
  }

  private ended(child: ChildProcess, reason: string): void {
    if (this.child !== child) return;
    if (child.pid !== undefined) this.surroundings.guardian.forget(child.pid);
    this.child = undefined;
    this.surroundings.changed();
    if (!this.wanted) return;
    this.crashes = Date.now() - this.startedAt > STEADY_AFTER_MS ? 1 : this.crashes + 1;
    const delayMs = Math.min(FIRST_RESTART_MS * 2 ** (this.crashes - 1), LONGEST_RESTART_MS);
    this.surroundings.announce(`${this.spec.name} ended (${reason}); restarting in ${delayMs / 1000} s`);
    this.restartTimer = setTimeout(() => this.spawn(), delayMs);
  }

  private async answersReady(): Promise<boolean> {
    return this.spec.isReady().catch(() => false);
  }

  private notReady(what: string): SetupError {
    return new SetupError(`${this.spec.name} ${what}. The end of ${this.spec.logFile}:\n${tailOf(this.spec.logFile)}`);
  }

  private signalTree(signal: NodeJS.Signals): void {
    if (this.child?.pid !== undefined) signalTree(this.child.pid, signal);
  }
}
