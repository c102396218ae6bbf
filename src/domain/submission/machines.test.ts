import { expect, test } from "vitest";
import { machineOf, mayHaveGpus } from "./machines.ts";

test.each([
  ["m5.large", 2, 8, 0],
  ["m5.xlarge", 4, 16, 0],
  ["c5.9xlarge", 36, 72, 0],
  ["r6i.32xlarge", 128, 1_024, 0],
  ["r4.16xlarge", 64, 488, 0],
  ["c6g.medium", 1, 2, 0],
  ["m5.metal", 96, 384, 0],
  ["m7i.metal-24xl", 96, 384, 0],
  ["m5", 96, 384, 0],
  ["optimal", 192, 1_024, 0],
  ["g4dn.xlarge", 4, 16, 1],
  ["g4dn.12xlarge", 48, 192, 4],
  ["g5.48xlarge", 192, 768, 8],
  ["p3.2xlarge", 8, 61, 1],
  ["p4d.24xlarge", 96, 1_152, 8],
])("%s has %i vCPUs, %i GiB and %i GPUs", (type, vcpus, memoryGiB, gpus) => {
  expect(machineOf(type)).toEqual({ vcpus, memoryGiB, gpus });
});

test.each(["t3.large", "m99.large", "m5.gigantic", "m5.96xlarge", "", "m5."])(
  "of %s nothing is known",
  (type) => {
    expect(machineOf(type)).toBeUndefined();
  },
);

test.each([
  ["p6.48xlarge", true],
  ["gr6.4xlarge", true],
  ["g5", true],
  ["m5", false],
  ["optimal", false],
])("%s may have GPUs: %s", (type, may) => {
  expect(mayHaveGpus(type)).toBe(may);
});
