import { type Pace, fullPace, isFullPace, paceAfter } from './database-pace.ts';

const LIMITS = { slowAfterMs: 2_000, batchMax: 1_000 };
const SLOW = 2_000;
const FAST = 20;

const after = (times: readonly number[], from: Pace = fullPace(LIMITS)): Pace =>
  times.reduce((pace, ms) => paceAfter(pace, ms, LIMITS), from);
const many = (ms: number, count: number): number[] => Array.from({ length: count }, () => ms);

describe('the pace of a worker', () => {
  it('is full while the database is fast', () => {
    expect(isFullPace(after(many(FAST, 100)), LIMITS)).toBe(true);
  });

  it('stays full after one slow transaction', () => {
    expect(after([FAST, SLOW])).toMatchObject({ batchSize: 1_000, pauseMs: 0 });
    expect(after([SLOW, FAST, SLOW, FAST, SLOW])).toMatchObject({ batchSize: 1_000, pauseMs: 0 });
  });

  it('halves the batch and doubles the pause with each further slow one', () => {
    expect(after(many(SLOW, 2))).toMatchObject({ batchSize: 500, pauseMs: 250 });
    expect(after(many(SLOW, 3))).toMatchObject({ batchSize: 250, pauseMs: 500 });
    expect(after(many(SLOW, 4))).toMatchObject({ batchSize: 125, pauseMs: 1_000 });
  });

  it('goes no lower than its floor and pauses no longer than its ceiling', () => {
    expect(after(many(SLOW, 100))).toMatchObject({ batchSize: 10, pauseMs: 5_000 });
    expect(paceAfter({ batchSize: 4, pauseMs: 0, slowInARow: 5 }, SLOW, { ...LIMITS, batchMax: 4 }).batchSize).toBe(4);
  });

  it('recovers step by step', () => {
    const slowest = after(many(SLOW, 100));

    expect(after([FAST], slowest)).toEqual({ batchSize: 110, pauseMs: 4_500, slowInARow: 0 });
    expect(isFullPace(after(many(FAST, 9), slowest), LIMITS)).toBe(false);
    expect(isFullPace(after(many(FAST, 10), slowest), LIMITS)).toBe(true);
  });
});
