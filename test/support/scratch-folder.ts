import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const inMemory = "/dev/shm";
const neededBytes = 4 * 1024 ** 3;

/** Where tests lay their files: in memory where there is room, for a disk that is slow or shared makes each of them wait. */
export function scratchFolder(): string {
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= neededBytes ? inMemory : tmpdir();
  } catch {
    // Other systems have no such folder.
    return tmpdir();
  }
}
