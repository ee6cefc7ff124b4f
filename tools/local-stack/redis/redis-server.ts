/** The local Redis, for rate limits and short-lived counters. Nothing in it must survive a restart. */
import { join } from 'node:path';
import { redisAnswers } from '../network.ts';
import type { SupervisedProcess } from '../process/supervised-process.ts';
import type { StackSession } from '../stack-session.ts';
import { findRedis } from './find-redis.ts';

const PREFERRED_PORT = 6389;

/** `noeviction`: job queues in Redis require that nothing is evicted. */
const SETTINGS = [
  ['--bind', '127.0.0.1'],
  ['--save', ''],
  ['--appendonly', 'no'],
  ['--maxmemory', '512mb'],
  ['--maxmemory-policy', 'noeviction'],
].flat();

export interface RedisServer {
  process: SupervisedProcess;
  url: string;
  /** Which Redis it is, for display. */
  origin: string;
}

export async function startRedis(session: StackSession): Promise<RedisServer> {
  const program = await findRedis(session);
  const port = await session.choosePort('redis', PREFERRED_PORT);
  const server = await session.processes.supervise({
    name: 'Redis',
    stage: 'infrastructure',
    command: program.command,
    args: [...program.args, '--port', String(port), '--dir', session.paths.redis, ...SETTINGS],
    env: program.env,
    cwd: session.paths.redis,
    logFile: join(session.paths.logs, 'redis.log'),
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 5_000,
    isReady: () => redisAnswers('127.0.0.1', port),
  });
  await server.waitReady();
  return { process: server, url: `redis://127.0.0.1:${port}`, origin: program.origin };
}
