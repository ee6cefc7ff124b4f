/** State shared by all parts of a running stack: its folder, lock, secrets, ports, processes and published facts. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PortChooser } from './ports.ts';
import type { PortStrategy } from './ports.ts';
import type { ProcessRecord } from './process/process-identity.ts';
import { isRunning, processIdentity } from './process/process-identity.ts';
import { ProcessTable } from './process/process-table.ts';
import { silentProgress, terminalProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import type { Secrets } from './secrets.ts';
import { loadSecrets } from './secrets.ts';
import { describeError } from './setup-error.ts';
import { takeStackLock } from './stack-lock.ts';
import type { StatePaths } from './state-directory.ts';
import { prepareStateDirectory, writeJsonAtomically } from './state-directory.ts';

const LEFTOVER_GRACE_MS = 5_000;

/** Content of `stack.json`, for programs that talk to the running stack. It contains a password, so its mode is 0600. */
export interface StackInfo {
  /** The process that supervises the stack. */
  supervisor: ProcessRecord;
  gatewayUrl?: string;
  /** Issuer of the tokens, which is also the identity provider's address. */
  issuer?: string;
  /** URL with the owner role of the schema. */
  databaseUrl?: string;
  /** Comma-separated `host:port` list. */
  kafkaBrokers?: string;
  redisUrl?: string;
  /** Port by server or app name. */
  ports: Record<string, number>;
  processes: ProcessRecord[];
}

export interface SessionOptions {
  stateDir: string;
  ports: PortStrategy;
  quiet: boolean;
  /** For stacks that live for minutes: servers are tuned to start quickly, not to run long. Default false. */
  shortLived?: boolean;
}

export class StackSession {
  readonly paths: StatePaths;
  readonly shortLived: boolean;
  readonly progress: Progress;
  readonly secrets: Secrets;
  readonly ports: PortChooser;
  readonly processes: ProcessTable;
  private readonly info: StackInfo;
  private readonly releaseLock: () => void;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly afterwards: (() => void)[] = [];
  private closing = false;

  private constructor(options: SessionOptions) {
    this.progress = options.quiet ? silentProgress : terminalProgress;
    this.paths = prepareStateDirectory(options.stateDir);
    this.shortLived = options.shortLived ?? false;
    this.releaseLock = takeStackLock(this.paths.lockFile);
    this.secrets = loadSecrets(this.paths.secretsFile);
    this.ports = new PortChooser(options.ports);
    this.processes = new ProcessTable({
      announce: (line) => this.progress.note(line),
      onChange: (processes) => this.publish({ processes }),
    });
    const supervisor = { name: 'supervisor', pid: process.pid, identity: processIdentity(process.pid) ?? '' };
    this.info = { supervisor, ports: {}, processes: [] };
  }

  /**
   * Locks the folder and stops processes that a crashed stack left running.
   * @throws SetupError when another stack holds the folder
   */
  static async open(options: SessionOptions): Promise<StackSession> {
    const session = new StackSession(options);
    await endLeftovers(session.paths.stackFile);
    return session;
  }

  /** Adds facts to `stack.json`. */
  publish(facts: Partial<Omit<StackInfo, 'supervisor' | 'ports'>>): void {
    Object.assign(this.info, facts);
    writeJsonAtomically(this.paths.stackFile, this.info, 0o600);
  }

  /** Chooses a port and publishes it under this name. */
  async choosePort(name: string, preferred: number): Promise<number> {
    const port = await this.ports.choose(preferred);
    this.info.ports[name] = port;
    this.publish({});
    return port;
  }

  /** Returns the facts published so far. */
  describe(): StackInfo {
    return structuredClone(this.info);
  }

  /** Does the work now and then periodically until the session closes. A failure is reported and does not end the loop. */
  repeat(everyMs: number, work: () => Promise<void>): void {
    const attempt = (): void =>
      void work().catch((error: unknown) => {
        if (!this.closing) this.progress.note(describeError(error));
      });
    this.timers.push(setInterval(attempt, everyMs));
    attempt();
  }

  /** Registers work to do when everything has stopped. */
  whenClosed(work: () => void): void {
    this.afterwards.push(work);
  }

  /** Stops everything and releases the folder. */
  async close(): Promise<void> {
    this.closing = true;
    this.timers.forEach((timer) => clearInterval(timer));
    await this.processes.stopAll();
    this.afterwards.splice(0).forEach((work) => work());
    rmSync(this.paths.stackFile, { force: true });
    this.releaseLock();
  }
}

/** Stops processes of a killed stack that its guardian is still stopping, or could not stop. */
async function endLeftovers(stackFile: string): Promise<void> {
  if (!existsSync(stackFile)) return;
  const { processes } = JSON.parse(readFileSync(stackFile, 'utf8')) as StackInfo;
  const leftovers = processes.filter(isRunning);
  for (const { pid } of leftovers) process.kill(pid, 'SIGINT');
  const deadline = Date.now() + LEFTOVER_GRACE_MS;
  while (leftovers.some(isRunning) && Date.now() < deadline) await sleep(50);
  for (const { pid } of leftovers.filter(isRunning)) process.kill(pid, 'SIGKILL');
  rmSync(stackFile, { force: true });
}
