/**
 * Runs a program that imports the workspace's own libraries. It builds them first, since a fresh checkout has not; unchanged ones
 * come from Nx's cache.
 *
 *   built-program.ts <program, relative to this folder> [its arguments]
 */
import { spawnSync } from 'node:child_process';
import { build } from './workspace-commands.ts';

const [program = '', ...args] = process.argv.slice(2);
const { command, args: buildArgs, env, cwd } = build;
const { status } = spawnSync(command, buildArgs, { env, cwd, stdio: ['ignore', 'ignore', 'inherit'] });
if (status !== 0) {
  console.error('The workspace could not be built: run "npx nx run-many -t build" to see why.');
  process.exit(1);
}
process.argv.splice(1, Infinity, new URL(program, import.meta.url).pathname, ...args);
await import(program);
