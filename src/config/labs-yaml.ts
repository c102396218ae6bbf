/** A YAML text as plain values that still know where they stand, so that a mistake can be pointed at. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from "yaml";

export type LabsText = { path: string; text: string };

export type LabsProblem = { file: string; line: number; column: number; message: string };

export type YamlPath = readonly PropertyKey[];

export type YamlPage = {
  file: string;
  value: unknown;
  /** The value at the path; where there is none, the key of the last step that is. */
  problemAt(path: YamlPath, message: string): LabsProblem;
  /** The key itself, for one that should not be there. */
  problemAtKey(path: YamlPath, message: string): LabsProblem;
  has(path: YamlPath): boolean;
};

/** A page is given as soon as there is something to check in it, though it may have problems already. */
export function readYaml({ path: file, text }: LabsText): { page?: YamlPage; problems: LabsProblem[] } {
  const lines = new LineCounter();
  const problem = (offset: number, message: string): LabsProblem => {
    const { line, col } = lines.linePos(Math.max(offset, 0));
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  if (text.length > largestLength) return { problems: [problem(0, "the file is larger than 1 MiB")] };
  try {
    const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
    const problems = [...doc.errors, ...doc.warnings].map((error) =>
      problem(error.pos[0], words(error, text)),
    );
    if (doc.errors.some(({ code }) => code !== "DUPLICATE_KEY")) return { problems };
    const value: unknown = doc.toJS({ maxAliasCount: mostAliases });
    if (isDeeperThan(deepest, value)) return { problems: [problem(0, tooDeep)] };
    return { page: pageOf({ file, doc, value, problem }), problems };
  } catch (error) {
    if (!(error instanceof Error) || !["RangeError", "ReferenceError"].includes(error.name)) throw error;
    const message = error.name === "RangeError" ? tooDeep : aliasWords(error.message);
    return { problems: [problem(0, message)] };
  }
}

const largestLength = 1_024 * 1_024;

/** Enough for every lab to share a few values; a bomb of aliases in aliases is far beyond it. */
const mostAliases = 10_000;

/** The schema needs five levels; an alias inside its own anchor has no end. */
const deepest = 12;
const tooDeep = "the file is nested too deeply";

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

function words({ code, message, pos }: Pick<YAMLError, "code" | "message" | "pos">, text: string): string {
  if (code === "DUPLICATE_KEY") {
    const key = /^["']?([\w.-]{1,64})/.exec(text.slice(pos[0]))?.[1];
    return key === undefined ? "this key stands here twice" : `the key "${key}" stands here twice`;
  }
  if (message.includes("call stack")) return tooDeep;
  if (code === "TAB_AS_INDENT") return "indent with spaces, not with tabs";
  if (code === "MULTIPLE_DOCS") return "take out the ---: a file holds one document";
  return `this is not YAML: ${message.split("\n")[0]}`;
}

function aliasWords(message: string): string {
  return message.includes("Excessive")
    ? "too many aliases (*name) stand in aliases"
    : "an alias (*name) has no anchor (&name) before it";
}

type Parts = {
  file: string;
  doc: Document.Parsed;
  value: unknown;
  problem(offset: number, message: string): LabsProblem;
};

function pageOf({ file, doc, value, problem }: Parts): YamlPage {
  const startOf = (node: Node | null | undefined) => node?.range?.[0] ?? 0;
  return {
    file,
    value,
    has: (path) => walk(doc, path).steps === path.length,
    problemAt: (path, message) => {
      const { node, key, steps } = walk(doc, path);
      return problem(startOf(steps === path.length ? node : (key ?? node)), message);
    },
    problemAtKey: (path, message) => {
      const { node, key } = walk(doc, path);
      return problem(startOf(key ?? node), message);
    },
  };
}

type Found = { node: Node | null; key: Node | undefined; steps: number };

/** As far along the path as the document goes. */
function walk(doc: Document.Parsed, path: YamlPath): Found {
  let found: Found = { node: doc.contents, key: undefined, steps: 0 };
  for (const step of path) {
    const next = stepInto(resolved(found.node, doc), step);
    if (next === undefined) return found;
    found = { ...next, steps: found.steps + 1 };
  }
  return found;
}

function stepInto(node: Node | null | undefined, step: PropertyKey): Omit<Found, "steps"> | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    return isNode(item) ? { node: item, key: undefined } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (pair === undefined || !isNode(pair.key)) return undefined;
  return { node: isNode(pair.value) ? pair.value : pair.key, key: pair.key };
}

function resolved(node: Node | null, doc: Document.Parsed): Node | null | undefined {
  return isAlias(node) ? node.resolve(doc) : node;
}
