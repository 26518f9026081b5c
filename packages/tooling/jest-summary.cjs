const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

/** Leaves the counts of a run in `.jest/results.json`, from which the command runner adds up its closing line. */
module.exports = class JestSummary {
  #config;

  constructor(globalConfig) {
    this.#config = globalConfig;
  }

  onRunComplete(_contexts, results) {
    const { rootDir, watch, watchAll } = this.#config;
    // Writing below the root while Jest watches it would start the next run for ever.
    if (watch || watchAll) return;
    const folder = join(rootDir, '.jest');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'results.json'), JSON.stringify(counts(results)) + '\n');
  }
};

/** A suite that does not compile has no failed tests, so it is counted itself. */
function counts(results) {
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
