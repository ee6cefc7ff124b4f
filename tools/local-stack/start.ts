/** `npm start`: builds, starts the whole stack, and keeps it running until it is told to stop. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findJava } from './kafka/java.ts';
import { describeError, SetupError } from './setup-error.ts';
import type { Stack } from './stack.ts';
import { startStackIn } from './stack.ts';
import type { StackInfo } from './stack-session.ts';
import { StackSession } from './stack-session.ts';
import { defaultStateDirectory, repository } from './state-directory.ts';
import { exitCodeOf, untilStopRequested } from './stop-request.ts';
import { build } from './workspace-commands.ts';

const HELP = `npm start [-- options]

Brings up PostgreSQL, Kafka, Redis, all apps and a gateway, on this machine and without Docker.

  --port N    port of the gateway (default 8080, or the next free one)
  --no-demo   do not load the demo tenants and exceptions
  --help      this text

DATABASE_URL, KAFKA_BROKERS and REDIS_URL name existing servers to use instead of starting new ones.
Logs and data are in .local/, downloads in ~/.cache/sentinai (SENTINAI_CACHE_DIR).`;

interface StartOptions {
  gatewayPort?: number;
  demo: boolean;
}

process.exit(await main());

async function main(): Promise<number> {
  const stopRequested = untilStopRequested();
  let session: StackSession | undefined;
  try {
    const options = readOptions();
    if (options === undefined) return 0;
    if (!process.env.KAFKA_BROKERS) findJava();
    session = await StackSession.open({ stateDir: defaultStateDirectory, ports: 'preferred', quiet: false });
    const up = bringUp(session, options);
    const signal = await Promise.race([stopRequested, up.then(() => stopRequested)]);
    console.log('Stopping ...');
    // Parts that are still starting fail now, as expected.
    up.catch(() => undefined);
    return signal === 'SIGINT' ? 0 : exitCodeOf(signal);
  } catch (error) {
    console.error(describeError(error));
    return 1;
  } finally {
    await session?.close();
  }
}

async function bringUp(session: StackSession, options: StartOptions): Promise<void> {
  const buildAll = (): Promise<void> =>
    session.progress.step('Libs and apps built', async () => void (await session.processes.run(build)));
  console.log('Starting SentinAI ...');
  const stack = await startStackIn(session, {
    gatewayPort: options.gatewayPort,
    demoTools: options.demo,
    build: buildAll,
  });
  if (options.demo) await loadDemo(stack, session);
  console.log(`SentinAI is ready at ${stack.gatewayUrl}`);
  console.log(`Identity provider: ${stack.issuer} ("npm run users" lists the logins)`);
}

async function loadDemo(stack: Stack, session: StackSession): Promise<void> {
  const file = join(repository, 'tools', 'demo', 'demo.ts');
  if (!existsSync(file)) return;
  const { runDemo } = (await import(pathToFileURL(file).href)) as {
    runDemo: (target: { gatewayUrl: string; stack: StackInfo }) => Promise<void>;
  };
  await session.progress.step('Demo loaded', () => runDemo({ gatewayUrl: stack.gatewayUrl, stack: stack.describe() }));
}

/** Returns undefined for `--help`. */
function readOptions(): StartOptions | undefined {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        port: { type: 'string' },
        demo: { type: 'boolean', default: true },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return void console.log(HELP);
    return { gatewayPort: values.port === undefined ? undefined : readPort(values.port), demo: values.demo };
  } catch (cause) {
    throw new SetupError(`${(cause as Error).message}\n\n${HELP}`, { cause });
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new SetupError(`--port: ${text} is not a port number.`);
  return port;
}
