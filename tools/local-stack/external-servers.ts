/** Checks of servers that the environment names instead of ours. They are neither started nor stopped. */
import { canConnect, redisAnswers } from './network.ts';
import { answers } from './postgres/postgres-server.ts';
import { SetupError } from './setup-error.ts';

/** @throws SetupError when PostgreSQL cannot be reached at this URL or refuses the login */
export async function checkDatabase(url: string): Promise<void> {
  await answers(url).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SetupError(`DATABASE_URL: PostgreSQL at ${new URL(url).host} refuses the connection: ${reason}`, {
      cause,
    });
  });
}

/** @throws SetupError when none of the brokers (`host:port,…`) accepts a connection */
export async function checkKafka(brokers: string): Promise<void> {
  for (const broker of brokers.split(',')) {
    const { hostname, port } = new URL(`kafka://${broker.trim()}`);
    if (await canConnect(hostname, Number(port || 9092))) return;
  }
  throw new SetupError(`KAFKA_BROKERS: nothing answers at ${brokers}`);
}

/** @throws SetupError when no Redis answers at this URL; behind TLS only the TCP connection is tested */
export async function checkRedis(url: string): Promise<void> {
  const { protocol, hostname, port } = new URL(url);
  const ask = protocol === 'rediss:' ? canConnect : redisAnswers;
  if (!(await ask(hostname, Number(port || 6379))))
    throw new SetupError(`REDIS_URL: no Redis answers at ${hostname}:${port || 6379}`);
}
