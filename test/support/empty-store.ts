/** A store with its tables made and nothing in them, which is copied for each journey: to make them anew takes longer. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { openStore } from "../../src/store/open-store.ts";

declare module "vitest" {
  interface ProvidedContext {
    emptyStore: string;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-empty-"));
  const file = join(folder, "empty.db");
  await (await openStore(`sqlite:${file}`)).close();
  project.provide("emptyStore", file);
  return () => rmSync(folder, { recursive: true });
}

export function copyEmptyStore(file: string): void {
  copyFileSync(inject("emptyStore"), file);
}
