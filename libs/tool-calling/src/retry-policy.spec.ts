import { describe, expect, it } from '@jest/globals';
import { aToolCall } from '../test/a-tool-call.ts';
import { parseRetryAfter, pauseBeforeRetry } from './retry-policy.ts';
import { ToolFailure } from './tool-failure.ts';

const settings = { maxAttempts: 5, baseMs: 100, maxPauseMs: 1_000, maxRetryAfterMs: 30_000 };
const { tool } = aToolCall().with({ maxAttempts: 100 }).build();
const failure = (retryAfterMs?: number) => new ToolFailure('http_error', '', { repeating: 'safe', retryAfterMs });

describe('the pause before another attempt', () => {
  it.each([
    [1, 100],
    [2, 200],
    [4, 800],
  ])('after attempt %i is anything up to %i ms', (attempts, most) => {
    expect(pauseBeforeRetry(failure(), { tool, attempts }, settings, 0)).toBe(0);
    expect(pauseBeforeRetry(failure(), { tool, attempts }, settings, 0.5)).toBe(most / 2);
  });

  it('never grows beyond maxPauseMs', () => {
    const patient = { ...settings, maxAttempts: 100 };

    expect(pauseBeforeRetry(failure(), { tool, attempts: 60 }, patient, 1)).toBe(1_000);
  });

  it('is what the tool asked for, up to maxRetryAfterMs', () => {
    expect(pauseBeforeRetry(failure(5_000), { tool, attempts: 1 }, settings, 1)).toBe(5_000);
    expect(pauseBeforeRetry(failure(86_400_000), { tool, attempts: 1 }, settings, 1)).toBe(30_000);
  });

  it('is not to come after the last attempt, by the tool or by the settings', () => {
    const modest = aToolCall().with({ maxAttempts: 2 }).build().tool;

    expect(pauseBeforeRetry(failure(), { tool: modest, attempts: 2 }, settings, 0)).toBeNull();
    expect(pauseBeforeRetry(failure(), { tool, attempts: 5 }, settings, 0)).toBeNull();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-20T07:00:00Z');

  it.each([
    [undefined, undefined],
    ['7', 7_000],
    ['Fri, 20 Nov 2026 07:00:03 GMT', 3_000],
    ['Fri, 20 Nov 2026 06:00:00 GMT', 0],
    ['soon', undefined],
  ])('%s is %s ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});
