/** Adds up the results of the Jest runs, and failures outside them. */
import { existsSync, readFileSync } from 'node:fs';

export interface TestNumbers {
  passed: number;
  failed: number;
  skipped: number;
}

export interface SuiteTime {
  /** Relative to the repository. */
  file: string;
  /** Duration from the load of the file to the end of its last hook, including waits caused by other workers. */
  seconds: number;
}

export interface TestResults extends TestNumbers {
  suites: SuiteTime[];
}

/**
 * @param file lines written by result-reporter.mjs, one per Jest run; it may not exist yet
 */
export function readTestResults(file: string): TestResults {
  const sum: TestResults = { passed: 0, failed: 0, skipped: 0, suites: [] };
  if (!existsSync(file)) return sum;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const run = JSON.parse(line) as TestResults;
    sum.passed += run.passed;
    sum.failed += run.failed;
    sum.skipped += run.skipped;
    sum.suites.push(...run.suites);
  }
  return sum;
}

/** Formats the slowest suites, slowest first: `  41.3 s  tools/e2e/readiness.e2e.spec.ts`. */
export function slowestSuites(suites: readonly SuiteTime[], count: number): string[] {
  const slowest = suites.toSorted((a, b) => b.seconds - a.seconds).slice(0, count);
  return slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${file}`);
}

/** Formats the last line of `npm test`; skipped tests are mentioned only when there are any. */
export function summaryLine({ passed, failed, skipped }: TestNumbers): string {
  return `Tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
