import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aContext, aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import { askedOf, sentName, toSubmitRequest } from "./submission.ts";
import type { OnlyInDocuments } from "./submit-request.ts";

const by = { hutchnet: "jblow", suffix: "k3x9q2" };

describe("the name a job is sent under", () => {
  test.each([
    ["align", "jblow-align-k3x9q2"],
    ["jblow-align", "jblow-align-k3x9q2"],
    ["jblow", "jblow-k3x9q2"],
    ["jblowup", "jblow-jblowup-k3x9q2"],
    ["JBLOW-align", "jblow-JBLOW-align-k3x9q2"],
    ["a", "jblow-a-k3x9q2"],
  ])("of %s is %s", (name, sent) => {
    expect(sentName(name, by)).toBe(sent);
  });

  test("is cut from the name where it is too long, never from the six", () => {
    const sent = sentName("x".repeat(128), by);
    expect(sent).toBe(`jblow-${"x".repeat(115)}-k3x9q2`);
    expect(sent).toHaveLength(128);
  });

  test("is never longer than AWS takes, and always ends in the six", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/), (name) => {
        const sent = sentName(name, by);
        expect(sent.length).toBeLessThanOrEqual(128);
        expect(sent).toMatch(/^jblow-?.*-k3x9q2$/);
      }),
    );
  });
});

const tags = {
  "batchmate:submission": "s_0001",
  "batchmate:member": "U0JBLOW",
  "batchmate:hutchnet": "jblow",
  "batchmate:pi": "peters-u",
  "batchmate:channel": "C0PETERS",
};

describe("the request that is sent", () => {
  test("for the least that can be asked says nothing that the definition says", () => {
    expect(toSubmitRequest(aWish(), aContext())).toEqual({
      jobName: "jblow-align-NA12878-k3x9q2",
      jobQueue: "default",
      jobDefinition: "align:14",
      tags,
    });
  });

  test("for the most that can be asked says all of it", () => {
    const wish = aWish({
      vcpus: 8,
      memoryMiB: 32_768,
      gpus: 1,
      environment: [{ name: "THREADS", value: "8" }],
      parameters: [{ name: "sample", value: "NA12878" }],
      arraySize: 100,
      attempts: 3,
      retryOn: "any",
      timeoutSeconds: 3_600,
      dependsOn: [{ jobId: "3fa9c1d2", type: "N_TO_N" }, { type: "SEQUENTIAL" }],
      shareIdentifier: "lab",
      tags: [{ name: "project", value: "cohort" }],
      command: ["bwa", "mem"],
    });
    expect(toSubmitRequest(wish, aContext())).toEqual({
      jobName: "jblow-align-NA12878-k3x9q2",
      jobQueue: "default",
      jobDefinition: "align:14",
      shareIdentifier: "lab",
      arrayProperties: { size: 100 },
      dependsOn: [{ jobId: "3fa9c1d2", type: "N_TO_N" }, { type: "SEQUENTIAL" }],
      parameters: { sample: "NA12878" },
      containerOverrides: {
        command: ["bwa", "mem"],
        environment: [{ name: "THREADS", value: "8" }],
        resourceRequirements: [
          { type: "VCPU", value: "8" },
          { type: "MEMORY", value: "32768" },
          { type: "GPU", value: "1" },
        ],
      },
      retryStrategy: { attempts: 3 },
      timeout: { attemptDurationSeconds: 3_600 },
      tags: { project: "cohort", ...tags },
    });
  });

  test("tries again by default only what AWS took away", () => {
    expect(toSubmitRequest(aWish({ attempts: 3 }), aContext()).retryStrategy).toEqual({
      attempts: 3,
      evaluateOnExit: [
        { onStatusReason: "Host EC2*", action: "RETRY" },
        { onStatusReason: "Your Spot Task was interrupted*", action: "RETRY" },
        { onReason: "*", action: "EXIT" },
        { onStatusReason: "*", action: "EXIT" },
      ],
    });
  });

  test("for one attempt needs no rule for a second", () => {
    expect(toSubmitRequest(aWish({ attempts: 1 }), aContext()).retryStrategy).toEqual({ attempts: 1 });
  });

  test("never lets a person's tag stand for one of ours", () => {
    const wish = aWish({ tags: [{ name: "batchmate:member", value: "U0SAM" }] });
    expect(toSubmitRequest(wish, aContext()).tags).toEqual(tags);
  });

  test("asks for no GPU where none is wanted, which AWS would refuse", () => {
    expect(toSubmitRequest(aWish({ gpus: 0 }), aContext())).not.toHaveProperty("containerOverrides");
  });
});

describe("what the card shows of it", () => {
  const definition = aDefinition({
    command: ["hello"],
    parameters: { sample: "none", ref: "hg38" },
    timeoutSeconds: 600,
    attempts: 2,
  });

  test("is the definition's where nothing else was asked", () => {
    expect(askedOf(aWish(), definition)).toEqual({
      size: definition.size,
      attempts: 2,
      timeoutSeconds: 600,
      command: ["hello"],
      parameters: { sample: "none", ref: "hg38" },
      environment: [],
    });
  });

  test("is what was asked where it was", () => {
    const wish = aWish({
      vcpus: 8,
      memoryMiB: 1_024,
      gpus: 2,
      attempts: 3,
      timeoutSeconds: 60,
      arraySize: 10,
      command: ["bye"],
      parameters: [{ name: "sample", value: "NA12878" }],
      environment: [],
    });
    expect(askedOf(wish, definition)).toEqual({
      size: { vcpus: 8, memoryMiB: 1_024, gpus: 2 },
      attempts: 3,
      timeoutSeconds: 60,
      arraySize: 10,
      command: ["bye"],
      parameters: { sample: "NA12878", ref: "hg38" },
      environment: [],
      retryOn: "spot",
    });
  });

  test("has no command and no timeout where nobody gave one", () => {
    expect(askedOf(aWish(), aDefinition())).toEqual({
      size: aDefinition().size,
      attempts: 1,
      parameters: {},
      environment: [],
    });
  });
});

describe("what only a document can say", () => {
  const more: OnlyInDocuments = {
    schedulingPriorityOverride: 7,
    propagateTags: false,
    container: { vcpus: 2, memory: 2_000, instanceType: "c5.large" },
    retryRules: [{ onExitCode: "137", action: "RETRY" }],
    nodeOverrides: { numNodes: 2 },
    consumableResourcePropertiesOverride: {
      consumableResourceList: [{ consumableResource: "license", quantity: 1 }],
    },
  };

  test("is sent word for word", () => {
    const wish = aWish({ more, attempts: 3, retryOn: "any", command: ["x"], vcpus: 4 });
    expect(toSubmitRequest(wish, aContext())).toEqual({
      jobName: "jblow-align-NA12878-k3x9q2",
      jobQueue: "default",
      jobDefinition: "align:14",
      schedulingPriorityOverride: 7,
      propagateTags: false,
      containerOverrides: {
        vcpus: 2,
        memory: 2_000,
        instanceType: "c5.large",
        command: ["x"],
        resourceRequirements: [{ type: "VCPU", value: "4" }],
      },
      retryStrategy: { attempts: 3, evaluateOnExit: [{ onExitCode: "137", action: "RETRY" }] },
      nodeOverrides: { numNodes: 2 },
      consumableResourcePropertiesOverride: more.consumableResourcePropertiesOverride,
      tags,
    });
  });

  test("shows on the card that it is tried again by rules of its own", () => {
    expect(askedOf(aWish({ more, attempts: 3, retryOn: "any" }), aDefinition())).toMatchObject({
      attempts: 3,
      retryOn: "rules",
    });
  });
});
