/** Prepares empty servers for the apps: schema, roles and topics. Idempotent. */
import { join } from 'node:path';
import type { Servers } from './infrastructure.ts';
import type { StackSession } from './stack-session.ts';
import { compileCache, repository } from './state-directory.ts';

const MIGRATE = join('libs', 'persistence', 'dist', 'migrate.js');
const CREATE_TOPICS = join('libs', 'messaging', 'dist', 'create-topics.js');

/**
 * Runs the migrations and creates the topics. The libs must be built.
 * @throws SetupError with the output of the program that failed
 */
export async function provision(session: StackSession, servers: Servers): Promise<void> {
  const run = (name: string, program: string): Promise<string> =>
    session.processes.run({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', program],
      cwd: repository,
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache(), ...serversEnvironment(servers) },
      output: 'capture',
    });
  await session.progress.step('Schema and topics in place', async () => {
    await Promise.all([run('Migrating the database', MIGRATE), run('Creating the Kafka topics', CREATE_TOPICS)]);
  });
}

/** Environment variables through which programs and tests find the servers. */
export function serversEnvironment(servers: Servers): Record<string, string> {
  return {
    DATABASE_URL: servers.databaseUrl,
    SENTINAI_ROLE_PASSWORDS: JSON.stringify(servers.rolePasswords),
    KAFKA_BROKERS: servers.kafkaBrokers,
    REDIS_URL: servers.redisUrl,
  };
}
