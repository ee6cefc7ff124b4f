/** A runnable Redis program. */
import { spawnSync } from 'node:child_process';

export interface RedisProgram {
  command: string;
  /** Arguments placed before Redis's own. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Where the program comes from, for display. */
  origin: string;
}

/** Whether the program starts; it does not when a library is missing. */
export function runs(command: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return spawnSync(command, ['--version'], { env, stdio: 'ignore' }).status === 0;
}
