/** The demo's tool server as a process of the stack: it plays the tenants' external systems. */
import { join } from 'node:path';
import { answersOk } from './network.ts';
import type { SupervisedProcess } from './process/supervised-process.ts';
import type { StackSession } from './stack-session.ts';
import { compileCache, repository } from './state-directory.ts';

const PREFERRED_PORT = 9400;
const STOP_TIMEOUT_MS = 5_000;

/** Host name of these tools in the demo packs' endpoints. */
export const LOGICAL_HOST = 'demo-tools';

/** @param more further arguments of the tool server, besides its port */
export async function startDemoTools(session: StackSession, more: readonly string[] = []): Promise<SupervisedProcess> {
  const port = await session.choosePort(LOGICAL_HOST, PREFERRED_PORT);
  return session.processes.supervise({
    name: LOGICAL_HOST,
    stage: 'application',
    command: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      join(import.meta.dirname, '..', 'demo', 'tool-server', 'main.ts'),
      '--port',
      String(port),
      ...more,
    ],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: compileCache() },
    cwd: repository,
    logFile: join(session.paths.logs, `${LOGICAL_HOST}.log`),
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: STOP_TIMEOUT_MS,
    isReady: () => answersOk(`http://127.0.0.1:${port}/_ledger`),
  });
}

/** Settings with which the tool worker finds these tools and may call a private address. */
export const demoToolsEnvironment = (port: number): Record<string, string> => ({
  TOOL_HOST_ALIASES: `${LOGICAL_HOST}=127.0.0.1:${port}`,
  TOOL_ALLOWED_PRIVATE_HOSTS: LOGICAL_HOST,
});
