/** A store with its tables made and nothing in them, which is copied for each test: to make them anew takes longer. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject } from "vitest";
import type { TestProject } from "vitest/node";
import { openStore, type Store } from "../../src/store/open-store.ts";

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

/** Gone when it is closed, or at the latest when all tests have ended. All is done by this one thread. */
export async function openEmptyStore(): Promise<Store> {
  const folder = mkdtempSync(join(dirname(inject("emptyStore")), "copy-"));
  const file = join(folder, "store.db");
  copyEmptyStore(file);
  const store = await openStore(`sqlite:${file}`);
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { ...store, close };
}
