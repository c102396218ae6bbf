import "./src/lifecycle/check-node.mjs";
import { defineConfig } from "vitest/config";
import { scratchFolder } from "./test/support/scratch-folder.ts";

process.env.TMPDIR = scratchFolder();

export default defineConfig({
  test: {
    globalSetup: ["test/support/postgres-cluster.ts", "test/support/empty-store.ts"],
    // Journeys wait for processes more than they compute: three of them share two cores well.
    maxWorkers: 3,
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Each file by itself would read the same modules anew: what they share is what no test leaves behind changed.
    isolate: false,
    projects: [
      { extends: true, test: { name: "units", include: ["src/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "worlds",
          include: ["test/**/*.test.ts", "infra/**/*.test.ts"],
          globalSetup: "test/support/bundled-bot.ts",
          // A journey waits for other processes, and for longer where the machine is busy: each wait says itself what for.
          testTimeout: 300_000,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
