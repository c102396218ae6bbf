import { SubmitJobRequest$ } from "@aws-sdk/client-batch";
import { expect, test } from "vitest";
import type { Shape } from "./shape.ts";
import { submitShape } from "./submit-shape.ts";

/** All paths of our shape. */
function pathsOf(shape: Shape, path: string): string[] {
  switch (shape.kind) {
    case "object":
      return Object.entries(shape.fields).flatMap(([key, inner]) => pathsOf(inner, `${path}.${key}`));
    case "list":
      return pathsOf(shape.of, `${path}[]`);
    default:
      return [`${path} ${shape.kind === "map" ? "map" : ""}`.trim()];
  }
}

/** The same of the SDK's own schema: a structure is `[3, …, names, members]`, a list `[1, …, of]`, a map `[2, …]`. */
function pathsInSdk(schema: unknown, path: string): string[] {
  const known = typeof schema === "function" ? schema() : schema;
  const [kind, , , , names, members] = Array.isArray(known) ? known : [];
  if (Array.isArray(known) && known.length === 2 && !Array.isArray(names)) return pathsInSdk(known[0], path);
  if (kind === 3)
    return names.flatMap((name: string, n: number) => pathsInSdk(members[n], `${path}.${name}`));
  if (kind === 1) return pathsInSdk(names, `${path}[]`);
  if (kind === 2) return [`${path} map`];
  // Plain kinds are numbers; from 64 on a list of one, from 128 on a map of one.
  const plain = Number(known);
  return [plain >= 128 ? `${path} map` : plain >= 64 ? `${path}[]` : path];
}

test("every field that the SDK knows of SubmitJob is known, and no other", () => {
  expect(pathsOf(submitShape, "").sort()).toEqual([...new Set(pathsInSdk(SubmitJobRequest$, ""))].sort());
});
