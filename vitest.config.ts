import "./src/lifecycle/check-node.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globalSetup: "test/support/postgres-cluster.ts",
    // Journeys wait for processes more than they compute: three of them share two cores well.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Each file by itself would read the same modules anew: what they share is what no test leaves behind changed.
    isolate: false,
    projects: [
      { extends: true, test: { name: "units", include: ["src/**/*.test.ts"] } },
      {
        extends: true,
        // A journey waits for other processes, and for longer where the machine is busy.
        test: { name: "worlds", include: ["test/**/*.test.ts", "infra/**/*.test.ts"], testTimeout: 60_000 },
      },
    ],
  },
});
