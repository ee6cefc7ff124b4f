/** The apps of the stack and their environments. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEVELOPMENT_AUDIENCE } from './identity/development-issuer.ts';
import type { Servers } from './infrastructure.ts';
import { repository, writeFileAtomically } from './state-directory.ts';

export interface AppDefinition {
  /** Folder below `apps/`; the database role is `sentinai_<name>`. */
  name: string;
  preferredPort: number;
  /** Whether the app serves people's requests and therefore checks tokens. */
  checksTokens: boolean;
  usesRedis: boolean;
  /** Started only by a stack that names it: its agents also run in processes of their own. */
  onRequest?: true;
}

const APPS: AppDefinition[] = [
  { name: 'intake', preferredPort: 9001, checksTokens: true, usesRedis: true },
  { name: 'triage', preferredPort: 9002, checksTokens: false, usesRedis: false },
  { name: 'policy', preferredPort: 9003, checksTokens: false, usesRedis: false },
  { name: 'playbook', preferredPort: 9004, checksTokens: true, usesRedis: false },
  { name: 'tool', preferredPort: 9005, checksTokens: true, usesRedis: false },
  { name: 'feedback', preferredPort: 9006, checksTokens: false, usesRedis: false },
  { name: 'sla-monitor', preferredPort: 9007, checksTokens: false, usesRedis: false },
  { name: 'pipeline', preferredPort: 9008, checksTokens: false, usesRedis: false, onRequest: true },
  { name: 'search', preferredPort: 9009, checksTokens: false, usesRedis: false },
  { name: 'ops-api', preferredPort: 9010, checksTokens: true, usesRedis: false },
  { name: 'governance', preferredPort: 9011, checksTokens: true, usesRedis: false },
  { name: 'audit', preferredPort: 9012, checksTokens: true, usesRedis: false },
];

const DATABASE_POOL_SIZE = 10;

/** Number of processes by app name; default 1. */
export type Copies = Readonly<Record<string, number>>;

/** One process of an app. */
export interface AppCopy {
  app: AppDefinition;
  /** The app's name; further copies are `triage-2`, `triage-3`. Names the handle, the port, the log and the environment file. */
  name: string;
  preferredPort: number;
}

/** Distance between the preferred ports of an app's copies, well above the ports of the other apps. */
const COPY_PORT_STEP = 100;

/** Returns the apps present in this checkout. */
export function presentApps(): AppDefinition[] {
  return APPS.filter(({ name }) => existsSync(join(repository, 'apps', name, 'package.json')));
}

/** Returns the apps that a stack starts: these, or all that need no request. */
export function chosenApps(names?: readonly string[]): AppDefinition[] {
  return presentApps().filter(({ name, onRequest }) => (names ? names.includes(name) : !onRequest));
}

/**
 * Returns the processes to run for these apps; the first process of an app comes before its further copies.
 * @throws Error when `copies` names an app that is not among them, or fewer than one process
 */
export function copiesOf(apps: readonly AppDefinition[], copies: Copies = {}): AppCopy[] {
  for (const [name, count] of Object.entries(copies)) {
    if (!apps.some((app) => app.name === name)) throw new Error(`The stack has no app named ${name}.`);
    if (!Number.isInteger(count) || count < 1)
      throw new Error(`Cannot run ${count} copies of ${name}: give a whole number from 1 on.`);
  }
  return apps.flatMap((app) =>
    Array.from({ length: copies[app.name] ?? 1 }, (_, index) => ({
      app,
      name: index === 0 ? app.name : `${app.name}-${index + 1}`,
      preferredPort: app.preferredPort + index * COPY_PORT_STEP,
    })),
  );
}

/** Builds the environment of an app. Of our own environment it passes on only the log level and the tracing settings. */
export function appEnvironment(
  app: AppDefinition,
  port: number,
  at: { servers: Servers; gatewayUrl: string; issuer: string },
): Record<string, string> {
  return {
    NODE_ENV: 'development',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    ...tracingEnvironment(),
    DATABASE_URL: databaseUrlFor(app.name, at.servers),
    DATABASE_POOL_SIZE: String(DATABASE_POOL_SIZE),
    KAFKA_BROKERS: at.servers.kafkaBrokers,
    ...(app.usesRedis && { REDIS_URL: at.servers.redisUrl }),
    ...(app.checksTokens && {
      AUTH_ISSUER: at.issuer,
      AUTH_AUDIENCE: DEVELOPMENT_AUDIENCE,
      AUTH_JWKS_URL: `${at.gatewayUrl}/.well-known/jwks.json`,
    }),
  };
}

const TRACING_SETTINGS = ['TRACING', 'OTEL_EXPORTER_OTLP_ENDPOINT', 'TRACING_SAMPLE_RATIO'];

function tracingEnvironment(): Record<string, string> {
  const given = TRACING_SETTINGS.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Writes `<app>.env`, to run the app alone: `node --env-file=.local/env/triage.env apps/triage/dist/main.js`. */
export function writeEnvironmentFile(folder: string, app: string, environment: Record<string, string>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  writeFileAtomically(join(folder, `${app}.env`), lines.join(''), 0o600);
}

/** Returns the owner's database URL with the app's own role. */
function databaseUrlFor(app: string, servers: Servers): string {
  const role = `sentinai_${app.replaceAll('-', '_')}`;
  const url = new URL(servers.databaseUrl);
  url.username = role;
  url.password = servers.rolePasswords[role] ?? '';
  return url.href;
}
