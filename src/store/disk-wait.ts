import { closeSync, fdatasync, openSync } from "node:fs";
import { StoreTrouble } from "./store-trouble.ts";

/** How those who have written wait for the disk. */
export type DiskWait = {
  /** Resolves once all that was written before is durable; rejects with StoreTrouble where that can not be told. */
  durable(): Promise<void>;
  /** Resolves when nobody waits any more; afterwards nobody may. */
  close(): Promise<void>;
};

/** So many waits go on beside each other: who comes while the disk is busy need not wait for what was written before. */
const mostAtOnce = 2;

/**
 * Waits for a file beside everything else, and once for all who come together. The file lies there with the first who
 * waits, and is the same until the end. `sync` is given its descriptor.
 */
export function diskWait(path: string, sync: (file: number) => Promise<void> = dataSync): DiskWait {
  let file: number | undefined;
  let next: Promise<void> | undefined;
  let underWay: readonly Promise<void>[] = [];

  const begin = async (): Promise<void> => {
    // Whoever comes at the same moment comes along.
    await undefined;
    while (underWay.length >= mostAtOnce) await Promise.race(underWay).catch(() => {});
    // Who writes from now on may be too late for this one.
    next = undefined;
    const syncing = syncNow();
    underWay = [...underWay, syncing];
    try {
      await syncing;
    } finally {
      underWay = underWay.filter((each) => each !== syncing);
    }
  };

  const syncNow = async (): Promise<void> => {
    try {
      file ??= openSync(path, "r+");
      await sync(file);
    } catch (cause) {
      throw new StoreTrouble("later", "what was saved may not be on the disk", { cause });
    }
  };

  return {
    durable: () => {
      next ??= begin();
      return next;
    },
    close: async () => {
      await Promise.allSettled([next, ...underWay]);
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function dataSync(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
  });
}
