import { expect, test } from "vitest";
import { anEnvironment, aQueue } from "../../../test/fixtures/a-submission.ts";
import type { ComputeEnvironment } from "./job-queue.ts";
import { vcpusOf } from "./job-queue.ts";

const { maxVcpus: _, ...unmanaged } = anEnvironment({ kind: "unmanaged", instanceTypes: [] });

test.each<[string, readonly ComputeEnvironment[], number | undefined]>([
  ["all environments together", [anEnvironment({ maxVcpus: 16 }), anEnvironment({ maxVcpus: 64 })], 80],
  ["only those that work", [anEnvironment({ maxVcpus: 16 }), anEnvironment({ enabled: false })], 16],
  ["nobody knows of one's own machines", [anEnvironment(), unmanaged], undefined],
  ["none, where none works", [], 0],
])("what a queue can run at once: %s", (_what, environments, expected) => {
  expect(vcpusOf(aQueue({ environments }))).toBe(expected);
});
