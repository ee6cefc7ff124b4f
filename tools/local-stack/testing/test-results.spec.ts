import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestNumbers, summaryLine } from './test-results.ts';

describe('test results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'test-results-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sums the runs of all projects', () => {
    const file = join(folder, 'results.jsonl');
    writeFileSync(file, '{"passed":3,"failed":1,"skipped":0}\n{"passed":4,"failed":0,"skipped":2}\n');

    expect(readTestNumbers(file)).toEqual({ passed: 7, failed: 1, skipped: 2 });
  });

  it('is nothing before the first run', () => {
    expect(readTestNumbers(join(folder, 'absent'))).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });

  it('names skipped tests only when there are any', () => {
    expect(summaryLine({ passed: 7, failed: 1, skipped: 0 })).toBe('Tests: 7 passed, 1 failed');
    expect(summaryLine({ passed: 7, failed: 1, skipped: 2 })).toBe('Tests: 7 passed, 1 failed, 2 skipped');
  });
});
