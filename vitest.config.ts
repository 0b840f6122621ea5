import { defineConfig } from "vitest/config";

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
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/browser-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
    reporters: ["default", "./test/support/count-reporter.ts"],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
