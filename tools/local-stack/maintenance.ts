/** Runs the maintenance job in the local stack, at the start and then every hour, like a CronJob in production. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Servers } from './infrastructure.ts';
import type { StackSession } from './stack-session.ts';
import { compileCache, repository } from './state-directory.ts';

const MAINTAIN = join('libs', 'persistence', 'dist', 'maintain.js');
const INTERVAL_MS = 3_600_000;

/** Runs in the background until the session closes. Its reports are in `logs/maintenance.log`. */
export function keepMaintained(session: StackSession, servers: Servers): void {
  session.repeat(INTERVAL_MS, async () => {
    const report = await session.processes.run({
      name: 'Maintaining the database',
      command: process.execPath,
      args: ['--enable-source-maps', MAINTAIN],
      cwd: repository,
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache(), DATABASE_URL: servers.databaseUrl },
      output: 'capture',
    });
    appendFileSync(join(session.paths.logs, 'maintenance.log'), `${new Date().toISOString()} ${report}\n`);
  });
}
