import { defineConfig } from "vitest/config";
import { BROWSER_WORKERS } from "./test/support/browser-workers.ts";
import { LongFirst } from "./test/support/long-first.ts";
import { HOOK_MS, TEST_MS } from "./test/support/time-outs.ts";

const timeouts = { testTimeout: TEST_MS, hookTimeout: HOOK_MS };

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          include: ["test/{unit,contract,faults,http,infra,local}/**/*.test.{ts,tsx}"],
          globalSetup: ["test/support/global-setup.ts"],
          // One process after the other for each file would load the same libraries some two hundred times: they stay, and our modules are made anew.
          isolate: false,
          setupFiles: ["test/support/fresh-modules.ts", "test/support/quiet.ts"],
          // Half of a test's time is the engine's: a worker for each core keeps them busy, where vitest leaves one free.
          maxWorkers: "100%",
          ...timeouts,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/browser-setup.ts"],
          ...timeouts,
          maxWorkers: BROWSER_WORKERS,
        },
      },
    ],
    sequence: { sequencer: LongFirst, setupFiles: "list" },
    reporters: ["default", "./test/support/count-reporter.ts"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
