/** Jest reporter: appends a line to the file named by SENTINAI_TEST_RESULTS with the counts of this run and each suite's duration. */
import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

export default class ResultReporter {
  onRunComplete(_contexts, results) {
    const numbers = {
      passed: results.numPassedTests,
      // A suite that fails to load has an unknown number of tests, none of which passed.
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
