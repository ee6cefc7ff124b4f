/** A running stack, as seen by the process that supervises it or by another one that attaches to its folder. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOGICAL_HOST } from './demo-tools.ts';
import { answersOk } from './network.ts';
import { signalGroup, signalTree } from './process/process-group.ts';
import { type ProcessHandle, READY_TIMEOUT_MS } from './process/supervised-process.ts';
import { loadSecrets } from './secrets.ts';
import type { StackInfo } from './stack-session.ts';
import { prepareStateDirectory } from './state-directory.ts';

const READY_POLL_MS = 50;

/** The operations available to any process. They cannot stop anything permanently, since others may use the stack. */
export interface RunningStack {
  gatewayUrl: string;
  /** Issuer of the tokens, which is also the identity provider's address. */
  issuer: string;
  /** URL with the owner role, which may create roles and run migrations. */
  databaseUrl: string;
  /** Comma-separated `host:port` list. */
  kafkaBrokers: string;
  redisUrl: string;
  /** Password by role name; the migrations set it. */
  rolePasswords: Record<string, string>;
  /** URL of the demo's tools; undefined without them. */
  demoToolsUrl?: string;
  /** Returns the process of an app. @throws Error when it is not part of the stack */
  app(name: string): ProcessHandle;
  /** Returns the content of `stack.json`. */
  describe(): StackInfo;
}

/**
 * Attaches to the stack that another process supervises in this folder.
 * @throws Error when none is running there
 */
export function attachToStack(stateDir: string): RunningStack {
  const { stackFile, secretsFile } = prepareStateDirectory(stateDir);
  const describe = (): StackInfo => JSON.parse(readFileSync(stackFile, 'utf8')) as StackInfo;
  const { gatewayUrl, issuer, databaseUrl, kafkaBrokers, redisUrl, ports } = describe();
  if (!gatewayUrl || !issuer || !databaseUrl || !kafkaBrokers || !redisUrl) {
    throw new Error(`The stack in ${stateDir} is not running.`);
  }
  const toolsPort = ports[LOGICAL_HOST];
  return {
    ...{ gatewayUrl, issuer, databaseUrl, kafkaBrokers, redisUrl },
    rolePasswords: loadSecrets(secretsFile).rolePasswords,
    ...(toolsPort !== undefined && { demoToolsUrl: `http://127.0.0.1:${toolsPort}` }),
    app: (name) => new AttachedProcess(name, describe),
    describe,
  };
}

/** Handle to a process that another process supervises. The supervisor records each change in `stack.json`. */
class AttachedProcess implements ProcessHandle {
  readonly port: number;
  private readonly name: string;
  private readonly describe: () => StackInfo;

  constructor(name: string, describe: () => StackInfo) {
    const port = describe().ports[name];
    if (port === undefined) throw new Error(`The stack has no app named ${name}.`);
    this.port = port;
    this.name = name;
    this.describe = describe;
  }

  get pid(): number | undefined {
    return this.describe().processes.find(({ name }) => name === this.name)?.pid;
  }

  kill(signal: NodeJS.Signals): void {
    const { pid } = this;
    if (pid !== undefined) signalGroup(pid, signal);
  }

  pause(): void {
    this.signalTree('SIGSTOP');
  }

  resume(): void {
    this.signalTree('SIGCONT');
  }

  async waitReady(timeoutMs = READY_TIMEOUT_MS): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await answersOk(`http://127.0.0.1:${this.port}/readyz`).catch(() => false))) {
      if (Date.now() > deadline) throw new Error(`${this.name} is not ready after ${timeoutMs} ms.`);
      await sleep(READY_POLL_MS);
    }
  }

  private signalTree(signal: NodeJS.Signals): void {
    const { pid } = this;
    if (pid !== undefined) signalTree(pid, signal);
  }
}
