/** The project's own files as the house rules see them: their text, where they live and what they import. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** Paths from the top of the repository, with the text of those that are code. */
export type Tree = Readonly<Record<string, string>>;

export type Import = {
  path: string;
  line: number;
  /** A path of the tree, or the name of a package: `@slack/bolt`, `node:fs`. */
  target: string;
  isLocal: boolean;
  /** Nothing of it is there at run time. */
  isType: boolean;
};

const root = new URL("../../", import.meta.url).pathname;

/** All entries at the top that git would keep, and all code below src, infra and test. */
export function readTree(): Tree {
  const ignored = new Set(
    readFileSync(join(root, ".gitignore"), "utf8")
      .split("\n")
      .map((line) => line.trim().replace(/\/$/, "")),
  );
  const top = readdirSync(root).filter((name) => name !== ".git" && !ignored.has(name));
  const code = ["src", "infra", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|js|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .filter((path) => !path.split("/").some((part) => ignored.has(part))),
  );
  return Object.fromEntries([
    ...top.map((name) => [name, ""]),
    ...code.map((path) => [path, readFileSync(join(root, path), "utf8")]),
  ]);
}

/** `src/store/jobs.ts` lives in `store`; what lies at the top of src and is neither app, bot nor main is the configuration. */
export function roomOf(path: string): string {
  const [top, first = "", ...rest] = path.split("/");
  if (top !== "src") return top ?? "";
  if (rest.length > 0) return first;
  return ["app", "bot", "main"].find((root) => first === `${root}.ts`) ?? "config";
}

export function isTest(path: string): boolean {
  return path.startsWith("test/") || path.endsWith(".test.ts");
}

/** The code that runs: no tests, and not the playground, which is a world of its own. */
export function productCode(tree: Tree): [path: string, text: string][] {
  return Object.entries(tree).filter(
    ([path]) => path.startsWith("src/") && !isTest(path) && roomOf(path) !== "playground",
  );
}

/** The playground's own modules; what its page gives to a browser is not among them. */
export function playgroundCode(tree: Tree): [path: string, text: string][] {
  return Object.entries(tree).filter(
    ([path]) => path.startsWith("src/playground/") && path.endsWith(".ts") && !isTest(path),
  );
}

export function importsOf(path: string, text: string): Import[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const { clause = "", from = "", side = "", called = "" } = match.groups ?? {};
    const specifier = from || side || called;
    const isLocal = specifier.startsWith(".");
    return {
      path,
      line: text.slice(0, match.index).split("\n").length,
      target: isLocal ? posix.normalize(posix.join(dirname(path), specifier)) : packageOf(specifier),
      isLocal,
      isType: from !== "" && isTypeOnly(clause),
    };
  });
}

const importPattern =
  /^(?:import|export)\s(?<clause>[^;"']*?)\s?from\s*["'](?<from>[^"']+)["']|^import\s*["'](?<side>[^"']+)["']|\b(?:import|require)\(\s*["'](?<called>[^"']+)["']/gm;

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const named = /^\{(?<names>[^}]*)\}$/.exec(clause.trim())?.groups?.names;
  if (named === undefined) return false;
  const names = named.split(",").map((name) => name.trim());
  return names.filter((name) => name !== "").every((name) => name.startsWith("type "));
}

/** Lines of code in which a pattern stands; comments are passed over. */
export function linesWith(path: string, text: string, pattern: RegExp): string[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      !/^\s*(\/\/|\/?\*)/.test(line) && pattern.test(line) ? [`${path}:${index + 1}  ${line.trim()}`] : [],
    );
}

/** One round trip for every knot in what imports what. */
export function cycles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, trail: string[]): void => {
    const at = trail.indexOf(node);
    if (at >= 0) {
      found.push([...trail.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}
