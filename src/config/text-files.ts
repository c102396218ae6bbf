import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What configuration is read from; the disk, unless a test says otherwise. */
export type TextFiles = {
  /** Throws with words that follow the path: "is not there". */
  read(path: string): string;
  /** The YAML files of a folder in order of name; undefined where the path is no folder. */
  yamlFilesIn(path: string): readonly string[] | undefined;
};

/** More than the labs of any institute need; a mistaken path must not fill the memory. */
const largestBytes = 1_024 * 1_024;

export const diskFiles: TextFiles = {
  read: (path) =>
    told(() => {
      if (statSync(path).size > largestBytes) throw new Error("is larger than 1 MiB");
      return readFileSync(path, "utf8");
    }),
  yamlFilesIn: (path) =>
    told(() => {
      if (!statSync(path).isDirectory()) return undefined;
      const names = readdirSync(path).filter((name) => /^[^.].*\.ya?ml$/.test(name));
      return names.sort().map((name) => join(path, name));
    }),
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  ENOTDIR: "is not there",
  EACCES: "may not be read by this process",
  EPERM: "may not be read by this process",
  EISDIR: "is a folder",
};

function told<T>(look: () => T): T {
  try {
    return look();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
    if (code === undefined) throw cause;
    throw new Error(reasons[code] ?? `cannot be read (${code})`, { cause });
  }
}
