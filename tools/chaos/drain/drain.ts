/** Waits until the pipeline has processed everything, and notices when it does not come on any more. */
import { setTimeout as delay } from 'node:timers/promises';
import type { InFlight } from './in-flight.ts';
import { isDone, sameProgress } from './in-flight.ts';

export interface DrainOptions {
  /** What is still to be done; an error while nobody can say. */
  read: () => Promise<InFlight>;
  /** Told every few seconds. */
  report: (inFlight: InFlight) => void;
  /** Without any progress for so long: stalled. */
  stalledAfterMs: number;
  /** In all. */
  deadlineMs: number;
  /** Between two looks. Default a second. */
  pollMs?: number;
  reportEveryMs?: number;
}

export type DrainOutcome = 'done' | 'stalled' | 'late';

/** @returns why it ended */
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

/** Remembers when something moved last. */
class DrainWatch {
  /** What was seen last. */
  last: InFlight | undefined;
  private readonly begun = Date.now();
  private movedAt = this.begun;
  private readonly limits: Pick<DrainOptions, 'stalledAfterMs' | 'deadlineMs'>;

  constructor(limits: Pick<DrainOptions, 'stalledAfterMs' | 'deadlineMs'>) {
    this.limits = limits;
  }

  /** @returns why there is nothing to wait for any more; undefined while there is */
  look(seen: InFlight | undefined): DrainOutcome | undefined {
    const now = Date.now();
    if (seen && isDone(seen)) return 'done';
    if (seen && !(this.last && sameProgress(this.last, seen))) this.movedAt = now;
    this.last = seen ?? this.last;
    if (now - this.movedAt > this.limits.stalledAfterMs) return 'stalled';
    return now - this.begun > this.limits.deadlineMs ? 'late' : undefined;
  }
}
