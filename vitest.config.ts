import { defineConfig } from "vitest/config";

// A slow machine is slow, and not red: it says how many times slower than a quiet one it is. No test has a clock of its own.
const slow = Number(process.env["TRELLIS_SLOW"] ?? 1);
const timeouts = { testTimeout: 120_000 * slow, hookTimeout: 180_000 * slow };

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "core",
          include: ["test/{unit,contract,http,infra,local}/**/*.test.{ts,tsx}"],
          globalSetup: ["test/support/global-setup.ts"],
          setupFiles: ["test/support/quiet.ts"],
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
          fileParallelism: false,
        },
      },
    ],
    reporters: ["default", "./test/support/count-reporter.ts"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
