/** A Redis that can be run. */
import { spawnSync } from 'node:child_process';

export interface RedisProgram {
  command: string;
  /** Come before Redis's own arguments. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** For people: where it comes from. */
  origin: string;
}

/** True when the program starts, which it does not when a library is missing. */
export function runs(command: string, env: NodeJS.ProcessEnv = process.env): boolean {
  return spawnSync(command, ['--version'], { env, stdio: 'ignore' }).status === 0;
}
