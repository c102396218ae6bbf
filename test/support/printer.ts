import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Printer = {
  /** What a job runs to print what it is told, and to last until it is told to end. */
  command: string;
  print(line: string): void;
  end(lastLine?: string): void;
};

export function printer(folder: string, name: string): Printer {
  const file = join(folder, `${name}.lines`);
  writeFileSync(file, "");
  const print = (line: string): void => appendFileSync(file, `${line}\n`);
  const end = "the-end-of-it";
  return {
    command: `sh -c "tail -n +1 -s 0.02 -f ${file} | sed -u /${end}/q"`,
    print,
    end: (lastLine) => {
      if (lastLine !== undefined) print(lastLine);
      print(end);
    },
  };
}
