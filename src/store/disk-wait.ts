import { closeSync, fdatasync, openSync } from "node:fs";
import { StoreTrouble } from "./store-trouble.ts";

/** How those who have written wait for the disk. */
export type DiskWait = {
  /** Resolves once all that was written before is durable; rejects with StoreTrouble where that can not be told. */
  durable(): Promise<void>;
  close(): void;
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
  let underWay = 0;
  let hasRoom = () => {};

  const room = async (): Promise<void> => {
    if (underWay >= mostAtOnce)
      await new Promise<void>((resolve) => {
        hasRoom = resolve;
      });
    underWay += 1;
  };
  const begin = async (): Promise<void> => {
    await room();
    // Who writes from now on may be too late for this one.
    next = undefined;
    try {
      file ??= openSync(path, "r+");
      await sync(file);
    } catch (cause) {
      throw new StoreTrouble("later", "what was saved may not be on the disk", { cause });
    } finally {
      underWay -= 1;
      hasRoom();
    }
  };

  return {
    durable: () => {
      next ??= begin();
      return next;
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
}

function dataSync(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
  });
}
