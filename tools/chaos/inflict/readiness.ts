/** Whether the whole stack is ready again after what was done to it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SupervisedProcess } from '../../local-stack/process/supervised-process.ts';

const POLL_MS = 250;

/** Waits until all are ready. @returns names of those that are not, when the time is over */
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
