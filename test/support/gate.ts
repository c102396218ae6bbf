import { writeFileSync } from "node:fs";
import { join } from "node:path";

export type Gate = {
  /** What a job runs to last until the gate is open; it says so at its end. */
  command: string;
  open(): void;
};

export function gate(folder: string, name: string): Gate {
  const file = join(folder, `${name}.open`);
  return {
    command: `sh -c "until [ -e ${file} ]; do sleep 0.02; done; echo the gate is open"`,
    open: () => writeFileSync(file, ""),
  };
}
