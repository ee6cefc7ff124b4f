/** Jest reporter: appends one line of numbers to the file that SENTINAI_TEST_RESULTS names, for the sum over all projects. */
import { appendFileSync } from 'node:fs';

export default class ResultReporter {
  onRunComplete(_contexts, results) {
    const numbers = {
      passed: results.numPassedTests,
      // A suite that does not even load holds an unknown number of tests, none of which passed.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    appendFileSync(process.env.SENTINAI_TEST_RESULTS, `${JSON.stringify(numbers)}\n`);
  }
}
