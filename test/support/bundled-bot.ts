/**
 * The bot in one file, for the journeys that start it again and again: to find and read its two thousand modules takes
 * longer than what most of them try. Who starts it through `npm start` has it as it is.
 */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** What `node` is given instead of `src/main.ts`, and what it imports before. */
    bundledBot: { main: string; fastProcess: string };
  }
}

const top = join(import.meta.dirname, "..", "..");

/** What is started by its file's address. */
const threads = ["side-thread", "inbox-thread"];

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-bot-"));
  symlinkSync(join(top, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const bundle = await rolldown({
    input: [
      join(top, "src", "main.ts"),
      ...threads.map((name) => join(top, "src", "store", `${name}-main.ts`)),
      join(top, "test", "support", "fast-process.ts"),
    ],
    platform: "node",
    // What is compiled for the machine is loaded from where it lies.
    external: ["better-sqlite3", "pg-native"],
    resolve: { mainFields: ["module", "main"] },
    plugins: [
      ...threads.map((name) => changed(`store/${name}.ts`, `./${name}-main.ts`, `./${name}-main.js`)),
      fastClock,
    ],
  });
  await bundle.write({ dir: folder, entryFileNames: "[name].js" });
  await bundle.close();
  project.provide("bundledBot", {
    main: join(folder, "main.js"),
    fastProcess: join(folder, "fast-process.js"),
  });
  return () => rmSync(folder, { recursive: true });
}

/** The bot's own clock runs as fast as `fast-process.ts` says; what libraries wait for is their affair. */
const fastClock = changed("lifecycle/clock.ts", "delayMs)", "delayMs / (globalThis.clockSpeed ?? 1))");

/** One place in one file is another one here: that of a thread's file, for one, by whose address it is started. */
function changed(file: string, from: string, to: string): Plugin {
  return {
    name: `changed-${file}`,
    transform: (code, id) => {
      if (!id.endsWith(`/${file}`)) return null;
      if (code.split(from).length !== 2) throw new Error(`${file} does not say "${from}" once`);
      return code.replace(from, () => to);
    },
  };
}
