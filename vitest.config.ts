import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "infra/**/*.test.ts"],
    globalSetup: ["src/lifecycle/check-node.mjs"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
