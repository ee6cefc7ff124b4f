/** PostgreSQL, Kafka and Redis: our own, or the ones that the environment names. */
import { checkDatabase, checkKafka, checkRedis } from './external-servers.ts';
import type { OpenDetour } from './kafka/kafka-server.ts';
import { startKafka } from './kafka/kafka-server.ts';
import { startPostgres } from './postgres/postgres-server.ts';
import type { SupervisedProcess } from './process/supervised-process.ts';
import { startRedis } from './redis/redis-server.ts';
import { StackSession } from './stack-session.ts';

export interface Servers {
  /** URL with the owner role, which may create roles and run migrations. */
  databaseUrl: string;
  /** Comma-separated `host:port` list. */
  kafkaBrokers: string;
  /** The same Kafka through a detour that can be cut; undefined without a detour, or with an external Kafka. */
  kafkaDetourBrokers?: string;
  redisUrl: string;
  /** Password by role name; the migrations set it. */
  rolePasswords: Record<string, string>;
  /** Undefined when an external server is used. */
  postgres?: SupervisedProcess;
  kafka?: SupervisedProcess;
  redis?: SupervisedProcess;
}

export interface Infrastructure extends Servers {
  stop(): Promise<void>;
}

export interface InfrastructureOptions {
  /** Data, logs and secrets; kept after `stop`. */
  stateDir: string;
  /** Prints nothing. Default false. */
  quiet?: boolean;
}

/**
 * Starts the servers on unused ports, so that they do not collide with a running stack.
 * @throws SetupError when a server cannot be started, with the remedy
 */
export async function startInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const session = await StackSession.open({ stateDir: options.stateDir, ports: 'any', quiet: options.quiet ?? false });
  try {
    return { ...(await startServers(session)), stop: () => session.close() };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Starts the three servers in parallel within a session. */
export async function startServers(session: StackSession, openKafkaDetour?: OpenDetour): Promise<Servers> {
  const servers: Servers = {
    databaseUrl: '',
    kafkaBrokers: '',
    redisUrl: '',
    rolePasswords: session.secrets.rolePasswords,
  };
  await Promise.all([
    useDatabase(session, servers),
    useKafka(session, servers, openKafkaDetour),
    useRedis(session, servers),
  ]);
  const { databaseUrl, kafkaBrokers, redisUrl } = servers;
  session.publish({ databaseUrl, kafkaBrokers, redisUrl });
  return servers;
}

async function useDatabase(session: StackSession, servers: Servers): Promise<void> {
  const external = process.env.DATABASE_URL;
  if (external) {
    await session.progress.step('PostgreSQL at DATABASE_URL reachable', () => checkDatabase(external));
    servers.databaseUrl = external;
    return;
  }
  await session.progress.step('PostgreSQL ready', async () => {
    const server = await startPostgres(session);
    servers.postgres = server.process;
    servers.databaseUrl = server.url;
    return `port ${server.process.port}`;
  });
}

async function useKafka(session: StackSession, servers: Servers, openDetour?: OpenDetour): Promise<void> {
  const external = process.env.KAFKA_BROKERS;
  if (external) {
    await session.progress.step('Kafka at KAFKA_BROKERS reachable', () => checkKafka(external));
    servers.kafkaBrokers = external;
    return;
  }
  await session.progress.step('Kafka ready', async () => {
    const server = await startKafka(session, { openDetour });
    servers.kafka = server.process;
    servers.kafkaBrokers = server.brokers;
    servers.kafkaDetourBrokers = server.detourBrokers;
    return `port ${server.process.port}`;
  });
}

async function useRedis(session: StackSession, servers: Servers): Promise<void> {
  const external = process.env.REDIS_URL;
  if (external) {
    await session.progress.step('Redis at REDIS_URL reachable', () => checkRedis(external));
    servers.redisUrl = external;
    return;
  }
  await session.progress.step('Redis ready', async () => {
    const server = await startRedis(session);
    servers.redis = server.process;
    servers.redisUrl = server.url;
    return `port ${server.process.port}, ${server.origin}`;
  });
}
