import type { BatchId } from "../ids.ts";

/** Whose job it is, read from its id: `uuid:7` is child 7 of an array, `uuid#1` node 1 of a multi-node job. */
export type Family = { parent: BatchId; member?: { kind: "child" | "node"; index: number } };

export function familyOf(batchId: BatchId): Family {
  const [, parent, sign, index] = /^(.*)([:#])(\d+)$/s.exec(batchId) ?? [];
  if (parent === undefined) return { parent: batchId };
  return {
    parent: parent as BatchId,
    member: { kind: sign === ":" ? "child" : "node", index: Number(index) },
  };
}

export function childId(parent: BatchId, index: number): BatchId {
  return `${parent}:${index}` as BatchId;
}

export function nodeId(parent: BatchId, node: number): BatchId {
  return `${parent}#${node}` as BatchId;
}
