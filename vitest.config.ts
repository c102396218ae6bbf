import "./src/lifecycle/check-node.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "infra/**/*.test.ts"],
    globalSetup: "test/support/postgres-cluster.ts",
    // Journeys wait for processes more than they compute: two of them share a core well.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
