/** Lock that allows one stack per state directory: a second start is refused while the first runs. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isRunning, processIdentity } from './process/process-identity.ts';
import { SetupError } from './setup-error.ts';

/**
 * Takes the lock, also from a crashed holder.
 * @returns the function that releases it
 * @throws SetupError when a running process holds it
 */
export function takeStackLock(lockFile: string): () => void {
  const claim = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  if (!createExclusively(lockFile, claim)) {
    const holder = readHolder(lockFile);
    if (holder !== undefined && isRunning(holder)) {
      throw new SetupError(
        `This checkout's stack is already running (process ${holder.pid}). Stop it with Ctrl-C in its terminal, or \`kill ${holder.pid}\`.`,
      );
    }
    rmSync(lockFile, { force: true });
    if (!createExclusively(lockFile, claim)) throw new SetupError('Another stack of this checkout has just started.');
  }
  return () => rmSync(lockFile, { force: true });
}

function createExclusively(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(lockFile: string): { pid: number; identity: string } | undefined {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as { pid: number; identity: string };
  } catch {
    return undefined;
  }
}
