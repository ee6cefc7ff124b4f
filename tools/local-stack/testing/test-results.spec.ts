import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestResults, slowestSuites, summaryLine } from './test-results.ts';

describe('test results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'test-results-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('sums the runs of all projects', () => {
    const file = join(folder, 'results.jsonl');
    const suites = [{ file: 'a.spec.ts', seconds: 1.5 }];
    const runs = [
      { passed: 3, failed: 1, skipped: 0, suites },
      { passed: 4, failed: 0, skipped: 2, suites: [] },
    ];
    writeFileSync(file, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));

    expect(readTestResults(file)).toEqual({ passed: 7, failed: 1, skipped: 2, suites });
  });

  it('is nothing before the first run', () => {
    expect(readTestResults(join(folder, 'absent'))).toEqual({ passed: 0, failed: 0, skipped: 0, suites: [] });
  });

  it('lists the slowest suites, the slowest first', () => {
    const suites = [3, 20.04, 1].map((seconds, index) => ({ file: `${index}.spec.ts`, seconds }));

    expect(slowestSuites(suites, 2)).toEqual(['  20.0 s  1.spec.ts', '   3.0 s  0.spec.ts']);
  });

  it('names skipped tests only when there are any', () => {
    expect(summaryLine({ passed: 7, failed: 1, skipped: 0 })).toBe('Tests: 7 passed, 1 failed');
    expect(summaryLine({ passed: 7, failed: 1, skipped: 2 })).toBe('Tests: 7 passed, 1 failed, 2 skipped');
  });
});
