import { consume } from './rate-limit.ts';

const LIMIT = { perSecond: 10, burst: 20 };
const NOW = 1_000_000;

describe('a rate limit', () => {
  it('gives the tokens of a full bucket, and then says when the next is due', () => {
    const first = consume(LIMIT, 0, 20, NOW);
    expect(first).toEqual({ accepted: true, fullAt: NOW + 2_000, remaining: 0, retryAfterMs: 0 });

    expect(consume(LIMIT, first.fullAt, 5, NOW)).toEqual({
      accepted: false,
      fullAt: first.fullAt,
      remaining: 0,
      retryAfterMs: 500,
    });
  });

  it('gives the exact time to retry: a millisecond earlier is too early', () => {
    const { fullAt } = consume(LIMIT, 0, 20, NOW);
    const { retryAfterMs } = consume(LIMIT, fullAt, 7, NOW + 100);

    expect(consume(LIMIT, fullAt, 7, NOW + 100 + retryAfterMs - 1).accepted).toBe(false);
    expect(consume(LIMIT, fullAt, 7, NOW + 100 + retryAfterMs).accepted).toBe(true);
  });

  it('gives all or nothing: a refusal takes no tokens', () => {
    const { fullAt } = consume(LIMIT, 0, 15, NOW);

    expect(consume(LIMIT, fullAt, 6, NOW)).toMatchObject({ accepted: false, remaining: 5, fullAt });
    expect(consume(LIMIT, fullAt, 5, NOW)).toMatchObject({ accepted: true, remaining: 0 });
  });

  it('never holds more than its burst, however long it was idle', () => {
    expect(consume(LIMIT, NOW - 3_600_000, 1, NOW)).toMatchObject({ accepted: true, remaining: 19 });
  });

  it('accepts more than a burst from a full bucket only, which then takes as long to come back', () => {
    const { accepted, fullAt } = consume(LIMIT, 0, 100, NOW);

    expect([accepted, fullAt]).toEqual([true, NOW + 10_000]);
    expect(consume(LIMIT, fullAt, 1, NOW)).toMatchObject({ accepted: false, remaining: 0, retryAfterMs: 8_100 });
    expect(consume(LIMIT, fullAt, 100, NOW)).toMatchObject({ accepted: false, retryAfterMs: 10_000 });
  });

  it('gives exactly its rate to a caller who never pauses', () => {
    let fullAt = 0;
    let accepted = 0;
    for (let ms = 0; ms < 10_000; ms += 3) {
      const consumption = consume(LIMIT, fullAt, 1, NOW + ms);
      fullAt = consumption.fullAt;
      accepted += consumption.accepted ? 1 : 0;
    }

    expect(accepted).toBeGreaterThanOrEqual(20 + 99);
    expect(accepted).toBeLessThanOrEqual(20 + 100);
  });
});
