import { setTimeout as delay } from 'node:timers/promises';
import type { ReadinessCheck } from '@sentinai/service-kit';
import { ClockLoop } from './clock.loop.ts';

/** A loop that scans without a pause, and its readiness check. */
function aLoop(scan: () => Promise<unknown>) {
  const checks = new Map<string, ReadinessCheck>();
  const health = { register: (name: string, check: ReadinessCheck) => void checks.set(name, check) };
  const loop = new ClockLoop({ name: 'timers', what: 'Scanning', intervalMs: 1, scan, health });
  loop.onApplicationBootstrap();
  const status = async () => {
    try {
      await checks.get('timers')?.(new AbortController().signal);
      return 'up';
    } catch {
      return 'down';
    }
  };
  return { loop, status };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(1);
}

it('scans until it is stopped, and finishes the current scan', async () => {
  let [begun, ended] = [0, 0];
  const { loop } = aLoop(async () => {
    begun += 1;
    await delay(5);
    ended += 1;
  });
  await until(() => ended >= 2);

  await loop.onApplicationShutdown();

  expect(ended).toBe(begun);
  await delay(20);
  expect(begun).toBe(ended);
});

it('is not ready while its scans fail, and recovers by itself', async () => {
  let fails = true;
  const { loop, status } = aLoop(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve()));

  await until(async () => (await status()) === 'down');
  fails = false;
  await until(async () => (await status()) === 'up');

  await loop.onApplicationShutdown();
});
