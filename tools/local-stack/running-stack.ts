/** A stack that runs, by whoever works with it: the process that keeps it, or another one that found its folder. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOGICAL_HOST } from './demo-tools.ts';
import { answersOk } from './network.ts';
import { signalGroup, signalTree } from './process/process-group.ts';
import type { ProcessHandle } from './process/supervised-process.ts';
import { loadSecrets } from './secrets.ts';
import type { StackInfo } from './stack-session.ts';
import { prepareStateDirectory } from './state-directory.ts';

const READY_POLL_MS = 50;

/** What does not depend on being the one who keeps it. Nothing of it can be stopped for good: others may work with it. */
export interface RunningStack {
  gatewayUrl: string;
  /** Issuer of the tokens, and where the identity provider answers. */
  issuer: string;
  /** As the owner, who may create roles and run migrations. */
  databaseUrl: string;
  /** Comma list of `host:port`. */
  kafkaBrokers: string;
  redisUrl: string;
  /** Role name to the password that the migrations give it. */
  rolePasswords: Record<string, string>;
  /** Where the demo's tools answer; undefined without them. */
  demoToolsUrl?: string;
  /** One process of an app. @throws Error when it is not part of the stack */
  app(name: string): ProcessHandle;
  /** As in `stack.json`. */
  describe(): StackInfo;
}

/**
 * The stack that another process keeps in this folder.
 * @throws Error when none runs there
 */
export function attachToStack(stateDir: string): RunningStack {
  const { stackFile, secretsFile } = prepareStateDirectory(stateDir);
  const describe = (): StackInfo => JSON.parse(readFileSync(stackFile, 'utf8')) as StackInfo;
  const { gatewayUrl, issuer, databaseUrl, kafkaBrokers, redisUrl, ports } = describe();
  if (!gatewayUrl || !issuer || !databaseUrl || !kafkaBrokers || !redisUrl) {
    throw new Error(`The stack in ${stateDir} is not up.`);
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

/** Signals a process that another one keeps, which writes down each change. */
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

  async waitReady(timeoutMs = 60_000): Promise<void> {
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
