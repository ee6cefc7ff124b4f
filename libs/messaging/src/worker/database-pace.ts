/**
 * The load a worker puts on the database: smaller and rarer batches while transactions are slow; more again, step by
 * step, when they are fast (additive increase, multiplicative decrease). Pure.
 */

export interface PaceLimits {
  /** A transaction that takes this long, in milliseconds, is slow. */
  slowAfterMs: number;
  /** Events per batch under normal conditions. */
  batchMax: number;
}

export interface Pace {
  /** Events of the next batch. */
  batchSize: number;
  /** Pause before it, in milliseconds; 0 under normal conditions. */
  pauseMs: number;
  /** Number of consecutive slow transactions. A single one means nothing: a checkpoint, a cold cache. */
  slowInARow: number;
}

/** Even the slowest database makes some progress. */
const LEAST_BATCH = 10;
const SLOW_IN_A_ROW = 2;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Steps from the smallest batch to the largest. */
const RECOVERY_STEPS = 10;

export const fullPace = ({ batchMax }: PaceLimits): Pace => ({ batchSize: batchMax, pauseMs: 0, slowInARow: 0 });

/** Returns the pace after a transaction of the given duration. */
export function paceAfter(pace: Pace, transactionMs: number, limits: PaceLimits): Pace {
  return transactionMs >= limits.slowAfterMs ? slower(pace, limits) : faster(pace, limits);
}

function slower(pace: Pace, { batchMax }: PaceLimits): Pace {
  const slowInARow = pace.slowInARow + 1;
  if (slowInARow < SLOW_IN_A_ROW) return { ...pace, slowInARow };
  const batchSize = Math.max(Math.min(LEAST_BATCH, batchMax), Math.floor(pace.batchSize / 2));
  return { batchSize, pauseMs: Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pace.pauseMs * 2)), slowInARow };
}

function faster(pace: Pace, { batchMax }: PaceLimits): Pace {
  return {
    batchSize: Math.min(batchMax, pace.batchSize + Math.ceil(batchMax / RECOVERY_STEPS)),
    pauseMs: Math.max(0, pace.pauseMs - LONGEST_PAUSE_MS / RECOVERY_STEPS),
    slowInARow: 0,
  };
}

export const isFullPace = (pace: Pace, { batchMax }: PaceLimits): boolean =>
  pace.pauseMs === 0 && pace.batchSize === batchMax;
