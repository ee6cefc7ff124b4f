/** A complete stack: servers, schema, topics, gateway and apps. `npm start` runs one; end-to-end tests run their own beside it. */
import { join } from 'node:path';
import type { AppCopy, Copies } from './app-environment.ts';
import { appEnvironment, chosenApps, copiesOf, presentApps, writeEnvironmentFile } from './app-environment.ts';
import { demoToolsEnvironment, startDemoTools } from './demo-tools.ts';
import { ensureDevelopmentKeys } from './development-keys.ts';
import { issuerAt } from './identity/development-issuer.ts';
import { startIdentityProvider } from './identity/identity.process.ts';
import type { Servers } from './infrastructure.ts';
import { startServers } from './infrastructure.ts';
import type { OpenDetour } from './kafka/kafka-server.ts';
import { keepMaintained } from './maintenance.ts';
import { answersOk } from './network.ts';
import type { SupervisedProcess } from './process/supervised-process.ts';
import { provision } from './provision.ts';
import type { RunningStack } from './running-stack.ts';
import { StackSession } from './stack-session.ts';
import { compileCache, repository } from './state-directory.ts';

const GATEWAY_PORT = 8080;
const APP_STOP_TIMEOUT_MS = 10_000;

/** A running stack. Each process is started, stopped, killed or frozen through its own handle, and keeps its port. */
export interface Stack extends Servers, RunningStack {
  gateway: SupervisedProcess;
  identity: SupervisedProcess;
  /**
   * Returns a process of an app: `triage`, or a further copy, `triage-2`.
   * @throws Error when it is not part of the stack
   */
  app(name: string): SupervisedProcess;
  stop(): Promise<void>;
}

export interface StackOptions {
  stateDir: string;
  /** Only these apps; default: all that there are. */
  apps?: string[];
  /** Apps with more than one process; the gateway talks to the first process of each. */
  copies?: Copies;
  /** Prints nothing. Default false. */
  quiet?: boolean;
  settings?: AppSettings;
}

/** Launch options for measuring programs, which differ from production. */
export interface Launch {
  /** Node flags for each app, such as a module to preload or a profiler. */
  nodeFlags: readonly string[];
  /** Settings of the apps, which override the stack's own. */
  environment: Readonly<Record<string, string>>;
  /** Arguments of the demo's tools, see `tools/demo/tool-server`. */
  demoToolsArguments: readonly string[];
}

/** A bounded heap is collected instead of grown: about 200 MB resident under load instead of 500. */
const NODE_FLAGS = ['--max-old-space-size=128', '--max-semi-space-size=16'];

const NOTHING_ELSE: Launch = { nodeFlags: [], environment: {}, demoToolsArguments: [] };

/** Settings of individual apps, in addition to those of every stack: app name → environment. */
export type AppSettings = Record<string, Record<string, string>>;

/**
 * Starts a stack on unused ports. The apps and libs must be built.
 * @throws SetupError when a part of it does not start; then nothing is left running
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { stateDir, quiet = false } = options;
  const session = await StackSession.open({ stateDir, ports: 'any', quiet, shortLived: true });
  try {
    const { apps, copies, settings } = options;
    return await startStackIn(session, { apps, copies, settings, demoTools: true });
  } catch (error) {
    await session.close();
    throw error;
  }
}

export interface StackParts {
  /** Only these apps; default: all that there are. */
  apps?: string[];
  /** As in {@link StackOptions}. */
  copies?: Copies;
  /** A detour to Kafka that can be cut, and the one app (or copy) that uses it. Requires the stack's own Kafka. */
  kafkaDetour?: { app: string; open: OpenDetour };
  gatewayPort?: number;
  settings?: AppSettings;
  /** Start the demo's tools, for the tool worker to call. */
  demoTools: boolean;
  /** Runs while the servers start. */
  build?: () => Promise<void>;
  launch?: Launch;
}

/** Starts a stack within a session that the caller closes. */
export async function startStackIn(session: StackSession, options: StackParts): Promise<Stack> {
  const [servers] = await Promise.all([startServers(session, options.kafkaDetour?.open), options.build?.()]);
  await provision(session, servers);
  keepMaintained(session, servers);

  const copies = copiesOf(chosenApps(options.apps), options.copies);
  const ports = new Map<string, number>();
  for (const copy of copies) ports.set(copy.name, await session.choosePort(copy.name, copy.preferredPort));

  const { gateway, gatewayUrl, identity, issuer } = await startFront(session, ports, options.gatewayPort);
  const { launch = NOTHING_ELSE } = options;
  const demoTools = options.demoTools ? await startDemoTools(session, launch.demoToolsArguments) : undefined;
  const apps = new Map<string, SupervisedProcess>();
  const environmentOf = environmentsOfApps({
    servers,
    gatewayUrl,
    issuer,
    demoTools,
    detoured: options.kafkaDetour?.app,
  });
  for (const copy of copies) {
    const own = environmentOf(copy, ports.get(copy.name) ?? copy.preferredPort);
    const environment = { ...own, ...launch.environment, ...options.settings?.[copy.app.name] };
    apps.set(copy.name, await startApp(session, copy, { environment, nodeFlags: launch.nodeFlags }));
  }
  // For people who start one of these themselves.
  for (const app of presentApps().filter(({ name, onRequest }) => onRequest && !apps.has(name))) {
    const { name, preferredPort } = app;
    writeEnvironmentFile(session.paths.env, name, environmentOf({ app, name, preferredPort }, preferredPort));
  }
  await session.progress.step('Gateway and apps ready', async () => {
    await Promise.all(
      [gateway, identity, ...(demoTools ? [demoTools] : []), ...apps.values()].map((one) => one.waitReady()),
    );
    return [...apps.keys()].join(', ');
  });
  return {
    ...servers,
    gatewayUrl,
    gateway,
    issuer,
    identity,
    demoToolsUrl: demoTools && `http://127.0.0.1:${demoTools.port}`,
    app: (name) => apps.get(name) ?? failUnknown(name),
    describe: () => session.describe(),
    stop: () => session.close(),
  };
}

/** Apps that call the tenants' tools. */
const CALLS_TOOLS = ['tool', 'pipeline'];

interface Surroundings {
  servers: Servers;
  gatewayUrl: string;
  issuer: string;
  demoTools: SupervisedProcess | undefined;
  /** Name of the process that uses the detour to Kafka. */
  detoured: string | undefined;
}

/** Returns a function that builds the environment of each process. */
function environmentsOfApps({ servers, gatewayUrl, issuer, demoTools, detoured }: Surroundings) {
  return ({ app, name }: AppCopy, port: number): Record<string, string> => ({
    ...appEnvironment(app, port, { servers, gatewayUrl, issuer }),
    ...(CALLS_TOOLS.includes(app.name) && demoTools && demoToolsEnvironment(demoTools.port)),
    ...(name === detoured && servers.kafkaDetourBrokers && { KAFKA_BROKERS: servers.kafkaDetourBrokers }),
  });
}

/** Starts the user-facing parts: the gateway and the identity provider. */
async function startFront(session: StackSession, appPorts: Map<string, number>, gatewayPort = GATEWAY_PORT) {
  const gateway = await startGateway(session, appPorts, gatewayPort);
  const gatewayUrl = `http://localhost:${gateway.port}`;
  session.publish({ gatewayUrl });
  const identity = await startIdentityProvider(session);
  return { gateway, gatewayUrl, identity, issuer: issuerAt(identity.port) };
}

async function startGateway(
  session: StackSession,
  appPorts: Map<string, number>,
  preferredPort: number,
): Promise<SupervisedProcess> {
  const jwksFile = await ensureDevelopmentKeys(session.paths.keys);
  const port = await session.choosePort('gateway', preferredPort);
  const upstreams = Object.fromEntries([...appPorts].map(([app, appPort]) => [app, `http://127.0.0.1:${appPort}`]));
  return session.processes.supervise({
    name: 'gateway',
    stage: 'application',
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'gateway', 'gateway.ts')],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache(),
      GATEWAY_PORT: String(port),
      GATEWAY_JWKS_FILE: jwksFile,
      GATEWAY_UPSTREAMS: JSON.stringify(upstreams),
    },
    cwd: repository,
    logFile: join(session.paths.logs, 'gateway.log'),
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: APP_STOP_TIMEOUT_MS,
    isReady: () => answersOk(`http://localhost:${port}/healthz`),
  });
}

async function startApp(
  session: StackSession,
  { app, name }: AppCopy,
  { environment, nodeFlags }: { environment: Record<string, string>; nodeFlags: readonly string[] },
): Promise<SupervisedProcess> {
  writeEnvironmentFile(session.paths.env, name, environment);
  return session.processes.supervise({
    name,
    stage: 'application',
    command: process.execPath,
    args: [...NODE_FLAGS, ...nodeFlags, join('apps', app.name, 'dist', 'main.js')],
    env: {
      PATH: process.env.PATH,
      NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
      NODE_COMPILE_CACHE: compileCache(),
      ...environment,
    },
    cwd: repository,
    logFile: join(session.paths.logs, `${name}.log`),
    port: Number(environment.HTTP_PORT),
    stopSignal: 'SIGTERM',
    stopTimeoutMs: APP_STOP_TIMEOUT_MS,
    isReady: () => answersOk(`http://127.0.0.1:${environment.HTTP_PORT}/readyz`),
  });
}

function failUnknown(name: string): never {
  throw new Error(`The stack has no app named ${name}.`);
}
