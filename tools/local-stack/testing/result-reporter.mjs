/** Jest reporter: appends one line to the file that SENTINAI_TEST_RESULTS names: the numbers of this run, and how long each suite took. */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class ResultReporter {
  onRunComplete(_contexts, results) {
    const numbers = {
      passed: results.numPassedTests,
      // A suite that does not even load holds an unknown number of tests, none of which passed.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
      suites: results.testResults.map(({ testFilePath, perfStats: { start, end } }) => ({
        file: relative(process.cwd(), testFilePath),
        seconds: (end - start) / 1_000,
      })),
    };
    appendFileSync(process.env.SENTINAI_TEST_RESULTS, `${JSON.stringify(numbers)}\n`);
  }
}
