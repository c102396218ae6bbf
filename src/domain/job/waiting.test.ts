import { describe, expect, test } from "vitest";
import { reportOf } from "../../../test/support/events.ts";
import { explainBlocked, isBlockedReason } from "./waiting.ts";

function blocked(name: string) {
  const { statusReason = "", size, queue } = reportOf(`blocked.${name}`);
  return explainBlocked({ statusReason, size, queue });
}

describe("a job that cannot start says why, and who can help", () => {
  test.each([
    ["capacity", "nobody", "AWS has no machine of type p4d.24xlarge to give right now"],
    ["max-resource", "you", "it asks for 192 vCPUs, and that is more than queue default may use at once"],
    [
      "resource-requirement",
      "you",
      "it asks for 192 vCPUs and 64 GiB, and queue default has no machine that large",
    ],
    ["service-role", "admin", "AWS Batch lacks a right that it needs to start machines for queue default"],
    ["instance-configuration", "admin", "queue default is set up for machines that AWS cannot start there"],
    [
      "action-required",
      "admin",
      "the compute environments of queue default are not valid, so none of its jobs starts",
    ],
    [
      "undetermined",
      "nobody",
      "it is at the head of queue default and does not start, and AWS does not know why",
    ],
  ])("%s", (name, who, what) => {
    expect(blocked(name)).toMatchObject({ who, what, advice: expect.stringMatching(/^[A-Z].*\.$/) });
  });

  test.each([
    ["MEMORY", "64 GiB,"],
    ["GPU", "2 GPUs,"],
    ["PATIENCE", "1 vCPU, 64 GiB and 2 GPUs,"],
  ])("names what is too much: %s", (resource, words) => {
    const statusReason = `MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the ${resource} requirement of the job.`;
    const size = { vcpus: 1, memoryMiB: 65_536, gpus: 2 };
    expect(explainBlocked({ statusReason, size }).what).toContain(`it asks for ${words}`);
  });

  test("several machine types are all named, and hostile ones not at all", () => {
    const what = (types: string) =>
      explainBlocked({
        statusReason: `CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type ${types}`,
        size: { vcpus: 1, memoryMiB: 1, gpus: 0 },
      }).what;
    expect(what("[p4d.24xlarge, p5.48xlarge]")).toContain("of type p4d.24xlarge or p5.48xlarge");
    expect(what("[<!channel>]")).toContain("no machine for its queue");
  });

  test("a code of tomorrow is the admin's when it speaks of a misconfiguration, else nobody's", () => {
    const size = { vcpus: 1, memoryMiB: 1, gpus: 0 };
    expect(explainBlocked({ statusReason: "MISCONFIGURATION:NEW - x", size }).who).toBe("admin");
    expect(explainBlocked({ statusReason: "SOMETHING", size }).who).toBe("nobody");
  });

  test("the reason of an ended attempt is not one of a blocked queue", () => {
    expect(isBlockedReason(reportOf("blocked.capacity").statusReason ?? "")).toBe(true);
    expect(isBlockedReason(reportOf("retried.runnable-again").statusReason ?? "")).toBe(false);
  });
});
