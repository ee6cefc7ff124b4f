/** Waits until the pipeline has processed everything, and detects a stall. */
import { setTimeout as delay } from 'node:timers/promises';
import type { InFlight } from './in-flight.ts';
import { isDone, sameProgress } from './in-flight.ts';

export interface DrainOptions {
  /** Reads the remaining work; throws while it is unknown. */
  read: () => Promise<InFlight>;
  /** Called every few seconds. */
  report: (inFlight: InFlight) => void;
  /** Time without progress after which the drain counts as stalled. */
  stalledAfterMs: number;
  /** Total time limit. */
  deadlineMs: number;
  /** Polling interval. Default one second. */
  pollMs?: number;
  reportEveryMs?: number;
}

export type DrainOutcome = 'done' | 'stalled' | 'late';

/** @returns the reason why the drain ended */
export async function drain(options: DrainOptions): Promise<DrainOutcome> {
  const { read, report, pollMs = 1_000, reportEveryMs = 5_000 } = options;
  const watch = new DrainWatch(options);
  let reportedAt = Date.now();
  for (;;) {
    const outcome = watch.look(await read().catch(() => undefined));
    if (outcome) return outcome;
    if (watch.last && Date.now() - reportedAt >= reportEveryMs) {
      reportedAt = Date.now();
      report(watch.last);
    }
    await delay(pollMs);
  }
}

/** Tracks the time of the last progress. */
class DrainWatch {
  /** Last reading. */
  last: InFlight | undefined;
  private readonly begun = Date.now();
  private movedAt = this.begun;
  private readonly limits: Pick<DrainOptions, 'stalledAfterMs' | 'deadlineMs'>;

  constructor(limits: Pick<DrainOptions, 'stalledAfterMs' | 'deadlineMs'>) {
    this.limits = limits;
  }

  /** @returns the outcome when waiting is over; undefined before */
  look(seen: InFlight | undefined): DrainOutcome | undefined {
    const now = Date.now();
    if (seen && isDone(seen)) return 'done';
    if (seen && !(this.last && sameProgress(this.last, seen))) this.movedAt = now;
    this.last = seen ?? this.last;
    if (now - this.movedAt > this.limits.stalledAfterMs) return 'stalled';
    return now - this.begun > this.limits.deadlineMs ? 'late' : undefined;
  }
}
