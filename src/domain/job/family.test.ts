import { expect, test } from "vitest";
import type { BatchId } from "../ids.ts";
import { childId, familyOf, nodeId } from "./family.ts";

const parent = "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId;

test("a job's id says whose child or node it is", () => {
  expect(familyOf(parent)).toEqual({ parent });
  expect(familyOf(childId(parent, 17))).toEqual({ parent, member: { kind: "child", index: 17 } });
  expect(familyOf(nodeId(parent, 0))).toEqual({ parent, member: { kind: "node", index: 0 } });
});
