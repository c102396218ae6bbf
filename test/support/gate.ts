import { execFileSync } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";

export type Gate = {
  /** What a job runs to last until the gate is open; it says so at its end. */
  command: string;
  /** The same for one that fails then. */
  failing: string;
  open(): void;
};

/** A pipe that nobody writes to: to open it for reading lasts until somebody has it open for writing. */
export function gate(folder: string, name: string): Gate {
  const pipe = join(folder, `${name}.gate`);
  execFileSync("mkfifo", [pipe]);
  const wait = `head -c 0 ${pipe}`;
  return {
    command: `sh -c "${wait}; echo the gate is open"`,
    failing: `sh -c "${wait}; exit 1"`,
    // It stays open, for those too that come later.
    open: () => void openSync(pipe, "r+"),
  };
}
