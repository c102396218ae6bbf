import { describe, expect, test } from "vitest";
import { anEnvironment } from "../../../test/fixtures/a-submission.ts";
import type { ComputeEnvironment } from "../job/job-queue.ts";
import { listPriceOf, type Priced } from "./list-price.ts";

const size = { vcpus: 4, memoryMiB: 16_384, gpus: 0 };
const on = (...kinds: ComputeEnvironment["kind"][]) => kinds.map((kind) => anEnvironment({ kind }));
const price = (changes: Partial<Priced>) =>
  listPriceOf({ size, children: 1, environments: on("EC2"), region: "us-west-2", ...changes });

describe("the list price of a job", () => {
  test("is near that of the machine that just holds it", () => {
    // m5.xlarge, 4 vCPU and 16 GiB, is $0.192 an hour.
    expect(price({})?.usdPerHour).toBeCloseTo(0.192, 1);
    // c5.2xlarge, 8 vCPU and 16 GiB, is $0.34; r5.2xlarge, with 64 GiB, $0.504.
    expect(price({ size: { ...size, vcpus: 8 } })?.usdPerHour).toBeCloseTo(0.34, 2);
    expect(price({ size: { ...size, vcpus: 8, memoryMiB: 65_536 } })?.usdPerHour).toBeCloseTo(0.504, 2);
  });

  test("on Fargate is by the second price list", () => {
    expect(price({ environments: on("FARGATE") })?.usdPerHour).toBeCloseTo(4 * 0.04048 + 16 * 0.004445, 6);
  });

  test("is the highest where the queue has several kinds of machines, and says that spot costs less", () => {
    const mixed = price({ environments: on("SPOT", "FARGATE") });
    expect(mixed?.usdPerHour).toBe(price({ environments: on("FARGATE") })?.usdPerHour);
    expect([mixed?.maybeSpot, price({})?.maybeSpot]).toEqual([true, false]);
  });

  test("of an array is that of all its children", () => {
    expect(price({ children: 100 })?.usdPerHour).toBeCloseTo(100 * (price({})?.usdPerHour ?? 0), 6);
  });

  test("leaves GPUs out and says so", () => {
    expect(price({ size: { ...size, gpus: 1 } })?.withoutGpus).toBe(true);
    expect(price({})?.withoutGpus).toBe(false);
  });

  test.each<[string, Partial<Priced>]>([
    ["in another region", { region: "eu-central-1" }],
    ["on machines of the lab's own", { environments: on("EC2", "unmanaged") }],
    ["on Kubernetes", { environments: on("EKS") }],
    ["where no machines work", { environments: [anEnvironment({ enabled: false })] }],
  ])("is not known %s", (_where, changes) => {
    expect(price(changes)).toBeUndefined();
  });
});
