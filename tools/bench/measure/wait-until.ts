/** Waits for a condition by polling. */
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 250;

/** @throws Error after `timeoutMs`, naming the condition that was not met */
export async function waitUntil(what: string, timeoutMs: number, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not within ${Math.round(timeoutMs / 1_000)} s: ${what}`);
    await delay(POLL_MS);
  }
}
