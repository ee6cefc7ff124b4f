import { describe, expect, it } from '@jest/globals';
import { readRetryAfter } from './api-client.ts';

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  it.each([
    ['seconds', '7', 7_000],
    ['an HTTP date', 'Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['at once', '0', 100],
    ['a date that has passed', 'Thu, 01 Jan 2015 00:00:30 GMT', 100],
    ['nonsense', 'soon', undefined],
  ])('%s', (_, header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });

  it('may be absent', () => {
    expect(readRetryAfter(null, now)).toBeUndefined();
  });
});
