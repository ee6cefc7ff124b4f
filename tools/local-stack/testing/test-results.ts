/** Sums what the Jest runs of all projects report, and what failed beside them. */
import { existsSync, readFileSync } from 'node:fs';

export interface TestNumbers {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * @param file lines written by result-reporter.mjs, one a Jest run; none yet is no error
 */
export function readTestNumbers(file: string): TestNumbers {
  const sum: TestNumbers = { passed: 0, failed: 0, skipped: 0 };
  if (!existsSync(file)) return sum;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const run = JSON.parse(line) as TestNumbers;
    sum.passed += run.passed;
    sum.failed += run.failed;
    sum.skipped += run.skipped;
  }
  return sum;
}

/** The last line of `npm test`; skipped tests are named only when there are any. */
export function summaryLine({ passed, failed, skipped }: TestNumbers): string {
  return `Tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
