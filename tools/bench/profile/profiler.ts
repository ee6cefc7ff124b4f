/** CPU profiles of the apps over the measured window only: each app preloads a profiler that a signal starts and stops. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SupervisedProcess } from '../../local-stack/process/supervised-process.ts';

const PRELOAD = join(import.meta.dirname, 'signal-profiler.mjs');

/** Returns the Node flags for a profiled app, and creates the folder. */
export function profilerFlags(folder: string): string[] {
  mkdirSync(resolve(folder), { recursive: true });
  const module = pathToFileURL(PRELOAD);
  module.searchParams.set('folder', resolve(folder));
  return ['--import', module.href];
}

/** Starts the profilers, or stops them and lets them write `<app>-<pid>.cpuprofile`. */
export function toggleProfilers(apps: readonly SupervisedProcess[]): void {
  for (const app of apps) app.kill('SIGUSR2');
}
