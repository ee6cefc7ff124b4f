/** Preloaded into an app: SIGUSR2 starts a CPU profile, the next one stops and writes it. Plain JavaScript, for any Node. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { basename, dirname, join } from 'node:path';

const SAMPLING_INTERVAL_US = 1_000;
const folder = new URL(import.meta.url).searchParams.get('folder') ?? '.';
// apps/<name>/dist/main.js
const app = basename(dirname(dirname(process.argv[1] ?? 'app')));
const session = new Session();
let profiling = false;

process.on('SIGUSR2', () => {
  toggle().catch((error) => process.stderr.write(`The profiler failed: ${error.message}\n`));
});

async function toggle() {
  profiling = !profiling;
  if (profiling) {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: SAMPLING_INTERVAL_US });
    await session.post('Profiler.start');
    return;
  }
  const { profile } = await session.post('Profiler.stop');
  writeFileSync(join(folder, `${app}-${process.pid}.cpuprofile`), JSON.stringify(profile));
  session.disconnect();
}
