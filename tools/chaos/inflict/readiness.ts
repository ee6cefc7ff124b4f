/** Waits until the whole stack has recovered from a disturbance. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SupervisedProcess } from '../../local-stack/process/supervised-process.ts';

const POLL_MS = 250;

/** Waits until all processes are ready. @returns the names of those that are not ready at the time limit */
export async function waitForAll(
  targets: ReadonlyMap<string, SupervisedProcess>,
  withinMs: number,
  signal: AbortSignal,
): Promise<string[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const missing = await notReady(targets);
    if (missing.length === 0 || Date.now() > deadline || signal.aborted) return missing;
    await delay(POLL_MS);
  }
}

async function notReady(targets: ReadonlyMap<string, SupervisedProcess>): Promise<string[]> {
  const asked = [...targets].map(async ([name, { pid, spec }]) => {
    const ready = pid !== undefined && (await spec.isReady().catch(() => false));
    return ready ? [] : [name];
  });
  return (await Promise.all(asked)).flat();
}
