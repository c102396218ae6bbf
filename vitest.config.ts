import "./src/lifecycle/check-node.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "test/support/postgres-cluster.ts",
    // Journeys wait for processes more than they compute: three of them share two cores well.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      // What starts no process shares one: each file by itself would read the same modules anew.
      { extends: true, test: { name: "units", include: ["src/**/*.test.ts"], isolate: false } },
      {
        extends: true,
        // A journey waits for other processes, and for longer where the machine is busy.
        test: { name: "worlds", include: ["test/**/*.test.ts", "infra/**/*.test.ts"], testTimeout: 60_000 },
      },
    ],
  },
});
