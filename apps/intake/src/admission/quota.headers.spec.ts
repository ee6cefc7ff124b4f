import { quotaHeaders } from './quota.headers.ts';

describe('the headers of a quota', () => {
  it('say the policy, what is left, and when all of it is back', () => {
    const limit = { perSecond: 100, burst: 250 };

    expect(quotaHeaders({ accepted: true, remaining: 90, retryAfterMs: 0, limit })).toEqual({
      'ratelimit-policy': '"items-per-tenant";q=250;w=3',
      ratelimit: '"items-per-tenant";r=90;t=2',
    });
  });

  it('say nothing without a limit', () => {
    expect(quotaHeaders(null)).toEqual({});
  });
});
