import "./src/lifecycle/check-node.mjs";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "infra/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
