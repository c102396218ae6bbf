import { expect, test } from "vitest";
import { fitFargate } from "./fargate.ts";

const gib = 1_024;

test.each([
  [0.25, 512],
  [0.25, 2 * gib],
  [1, 2 * gib],
  [1, 8 * gib],
  [4, 30 * gib],
  [8, 16 * gib],
  [16, 120 * gib],
])("%d vCPUs with %d MiB are taken as they are", (vcpus, memoryMiB) => {
  expect(fitFargate({ vcpus, memoryMiB })).toEqual({ fits: true });
});

test.each([
  ["memory between two steps", 1, 2.5 * gib, 1, 3 * gib],
  ["too little memory for its vCPUs", 4, 1 * gib, 4, 8 * gib],
  ["too much memory for its vCPUs", 1, 9 * gib, 2, 9 * gib],
  ["vCPUs between two steps", 3, 4 * gib, 4, 8 * gib],
  ["a step of four GiB", 8, 18 * gib, 8, 20 * gib],
  ["a step of eight GiB", 16, 33 * gib, 16, 40 * gib],
  ["less than there is", 0.1, 100, 0.25, 512],
  ["more than there is", 32, 240 * gib, 16, 120 * gib],
])("%s: the nearest that holds it is named", (_what, vcpus, memoryMiB, nearestVcpus, nearestMiB) => {
  expect(fitFargate({ vcpus, memoryMiB })).toEqual({
    fits: false,
    nearest: { vcpus: nearestVcpus, memoryMiB: nearestMiB },
  });
});
