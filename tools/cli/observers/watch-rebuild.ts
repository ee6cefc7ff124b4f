/** Follows a rebuild until it ends, and prints its progress. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ObserverRebuild, ObserverState } from '@sentinai/persistence';
import type { WriteStream } from 'node:tty';
import { CommandError } from '../run-program.ts';
import { hostText, isHosted, progressText, remainingText } from './observer-report.ts';

const POLL_MS = 500;
/** How often progress is printed where lines cannot be redrawn. */
const REPEAT_MS = 5_000;
const ERASE_LINE = '\r\x1b[2K';

export interface RebuildWatch {
  /** Returns the observer with its newest rebuild. */
  look: () => Promise<ObserverState>;
  output: Pick<WriteStream, 'write' | 'isTTY'>;
  /** Ends the watch, not the rebuild. */
  signal: AbortSignal;
}

/**
 * @returns the rebuild as it ended
 * @throws {CommandError} when it failed or was cancelled, when no process is there to do it, or when the watch was ended
 */
export async function watchRebuild({ look, output, signal }: RebuildWatch): Promise<ObserverRebuild> {
  let printedAt = -Infinity;
  for (;;) {
    const observer = await look();
    const { name, rebuild } = observer;
    if (!rebuild) throw new CommandError(`${name} has no rebuild`);
    if (rebuild.endedAt) return ended(rebuild, output);
    if (!isHosted(observer)) {
      throw new CommandError(
        `no process hosts ${name} (${hostText(observer)}): the rebuild goes on when one does. ${howToWatch(name)}`,
      );
    }
    if (output.isTTY || performance.now() - printedAt >= REPEAT_MS) {
      printedAt = performance.now();
      output.write(output.isTTY ? `${ERASE_LINE}${lineOf(rebuild)}` : `${lineOf(rebuild)}\n`);
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new CommandError(`no longer watched; the rebuild goes on. ${howToWatch(name)}`);
  }
}

function ended(rebuild: ObserverRebuild, output: RebuildWatch['output']): ObserverRebuild {
  if (output.isTTY) output.write(ERASE_LINE);
  if (rebuild.state === 'completed') return rebuild;
  const why = rebuild.error ? `: ${rebuild.error}` : '';
  throw new CommandError(`the rebuild of ${rebuild.observer} ${verbOf(rebuild)} after ${progressText(rebuild)}${why}`);
}

const verbOf = ({ state }: ObserverRebuild): string => (state === 'cancelled' ? 'was cancelled' : 'failed');

function lineOf(rebuild: ObserverRebuild): string {
  const { observer, state, error } = rebuild;
  const activity = state === 'requested' ? 'is about to begin' : progressText(rebuild);
  return [`${observer}: ${activity}`, remainingText(rebuild) ?? [], error ?? []].flat().join(', ');
}

export const howToWatch = (observer: string): string =>
  `Watch it with "npm run observers -- status ${observer}", end it with "cancel ${observer}".`;
