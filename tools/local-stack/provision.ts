/** Brings empty servers into the state the apps expect: schema, roles and topics. Changes nothing that is so already. */
import { join } from 'node:path';
import type { Servers } from './infrastructure.ts';
import type { StackSession } from './stack-session.ts';
import { compileCache, repository } from './state-directory.ts';

const MIGRATE = join('libs', 'persistence', 'dist', 'migrate.js');
const CREATE_TOPICS = join('libs', 'messaging', 'dist', 'create-topics.js');

/**
 * Needs the libs built.
 * @throws SetupError with the program's messages when one fails
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

/** How programs and tests that work with all servers find them. */
export function serversEnvironment(servers: Servers): Record<string, string> {
  return {
    DATABASE_URL: servers.databaseUrl,
    SENTINAI_ROLE_PASSWORDS: JSON.stringify(servers.rolePasswords),
    KAFKA_BROKERS: servers.kafkaBrokers,
    REDIS_URL: servers.redisUrl,
  };
}
