import { defineConfig } from "vitest/config";

/** The unit tests of the rules alone, without the engine and the bundles that other tests need: what mutations are run against. */
export default defineConfig({
  test: {
    include: ["test/unit/{accounts,arrangements,balances,feedback,market,reviews,vetting}/**/*.test.ts", "test/unit/access-policy.test.ts"],
    reporters: ["dot"],
  },
});
