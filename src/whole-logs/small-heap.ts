import { setFlagsFromString } from "node:v8";

/** How far the heap grows before it is cleaned: for what is young, and for all else. Zero leaves it to V8. */
const usual = ["--semi-space-growth-factor=2", "--heap-growing-percent=0"];
const small = ["--semi-space-growth-factor=1", "--heap-growing-percent=6"];

let underWay = 0;

/**
 * Keeps the heap as small as it is while much passes through it: page after page looks to V8 like a program that needs
 * room, and the process would grow by some 200 MB and keep them. So it stays below 64, and is no slower.
 */
export async function withSmallHeap<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1;
  if (underWay === 1) for (const flag of small) setFlagsFromString(flag);
  try {
    return await work();
  } finally {
    underWay -= 1;
    if (underWay === 0) for (const flag of usual) setFlagsFromString(flag);
  }
}
