/**
 * Changes the rules in small ways, one at a time, and runs their unit tests: a change that no test notices is a
 * rule that no test holds. See docs/decisions/0019-mutation-tests.md.
 */
export default {
  mutate: ["functions/*/rules/**/*.ts", "shared/access/policy.ts"],
  testRunner: "vitest",
  vitest: { configFile: "test/unit/rules.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner"],
  checkers: [],
  // TypeScript 7 has no API to rewrite a tsconfig with, and nothing here needs one.
  tsconfigFile: "none",
  coverageAnalysis: "perTest",
  concurrency: 2,
  reporters: ["clear-text", "json"],
  jsonReporter: { fileName: "coverage/mutation.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  ignorePatterns: ["dist*", "cdk.out", "coverage", ".trellis", ".bench"],
  tempDirName: "coverage/mutation",
  thresholds: { high: 90, low: 85, break: 85 },
};
