import { describe, expect, test } from "vitest";
import { aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import { aJob } from "../../../test/fixtures/jobs.ts";
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { InvocationId } from "../../domain/ids.ts";
import { maskText } from "../../domain/secrets/secret.ts";
import { askedOf } from "../../domain/submission/submission.ts";
import type { Request } from "../request.ts";
import { lastValuesOf } from "./last-values.ts";
import { inputOfJob, inputOfWish, prefillOf } from "./prefill.ts";
import { submit } from "./submit.ts";

const definition = aDefinition({ command: ["align", "Ref::sample"], parameters: { genome: "hg38" } });
const jobOf = (wish: Parameters<typeof aWish>[0]) =>
  aJob({ definition: "align:14", asked: askedOf(aWish(wish), definition) });

describe("a job that is edited and submitted again", () => {
  test("begins with what it was given beyond its definition, and no environment", () => {
    const job = jobOf({
      memoryMiB: 32_768,
      attempts: 3,
      retryOn: "any",
      environment: [{ name: "MODE", value: "full" }],
      parameters: [{ name: "sample", value: "NA1" }],
    });
    const { input, notes } = inputOfJob(job, definition);
    expect(input).toEqual({
      jobdef: "align:14",
      queue: job.queue,
      name: job.name,
      memory: 32_768,
      attempts: 3,
      retryOn: "any",
      param: { sample: "NA1" },
    });
    expect(notes).toEqual([expect.stringContaining("its environment: that is not kept")]);
  });

  test("keeps its command, as words or as a line for the shell", () => {
    expect(inputOfJob(jobOf({ command: ["echo", "a b"] }), definition).input.command).toEqual([
      "echo",
      "a b",
    ]);
    expect(inputOfJob(jobOf({ command: ["/bin/sh", "-c", "a | b"] }), definition).input.shell).toBe("a | b");
  });

  test("leaves empty what looked like a secret, and says what", () => {
    const job = jobOf({
      command: ["login", "--password", "hunter2hunter2"],
      parameters: [{ name: "api_token", value: "ghp_0123456789abcdefghijABCDEFGHIJ012345" }],
    });
    const { input, notes } = inputOfJob(job, definition);
    expect(JSON.stringify(input)).not.toContain(maskText);
    expect([input.command, input.param]).toEqual([undefined, {}]);
    expect(notes[1]).toBe("Left empty because it looked like a secret: api_token, the command.");
  });

  test("has its tags and its share again, and what it waits for where AWS never took it", () => {
    const { batchId, ...job } = jobOf({
      dependsOn: [{ jobId: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" }],
      shareIdentifier: "genomics",
      tags: [
        { name: "project", value: "x" },
        { name: "token", value: "ghp_0123456789abcdefghijABCDEFGHIJ012345" },
      ],
    });
    const { input, notes } = inputOfJob(job, definition);
    expect(input).toMatchObject({
      shareId: "genomics",
      tag: { project: "x" },
      dependsOn: [{ on: { kind: "id", id: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" } }],
    });
    expect(notes[1]).toBe("Left empty because it looked like a secret: the tag token.");
    const taken = { ...job, ...(batchId === undefined ? {} : { batchId }) };
    expect(inputOfJob(taken, definition).input.dependsOn).toBeUndefined();
  });

  test("of a revision that is gone takes the newest", () => {
    expect(inputOfJob(jobOf({}), { ...definition, active: false }).input.jobdef).toBe("align");
  });

  test("is given all of its size where AWS does not tell its definition", () => {
    expect(inputOfJob(jobOf({}), undefined).input).toMatchObject({ vcpus: 4, memory: 16_384 });
  });
});

test("of a line for several values the form says that it makes one job", async () => {
  const draft = draftIdOf("i1" as InvocationId, "corrected");
  const text = "--jobdef align --memory 4G --each sample=NA1,NA2";
  const request = {
    member: { id: "U0JBLOW" },
    services: {
      commands: [submit],
      store: { drafts: { find: async () => ({ kind: "line", body: { verb: "submit", text } }) } },
    },
  } as unknown as Request;
  expect(await prefillOf(request, draft)).toMatchObject({
    input: { jobdef: "align", memory: 4096 },
    notes: ["A form makes one job: what `--each sample` said is left out of it."],
  });
});

test("a wish comes back as it was typed, what it waits for too", () => {
  const wish = aWish({
    dependsOn: [{ jobId: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f:3" }, { type: "SEQUENTIAL" }],
    environment: [{ name: "A", value: "b" }],
  });
  expect(inputOfWish(wish)).toMatchObject({
    env: { A: "b" },
    dependsOn: [
      { on: { kind: "id", id: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f", indexes: [3] } },
      { type: "SEQUENTIAL" },
    ],
  });
});

test("of what is kept for the next time nothing is environment, secret, or of this one job alone", () => {
  const job = aJob({ queue: "highmem" });
  const wish = aWish({
    vcpus: 8,
    environment: [{ name: "MODE", value: "full" }],
    parameters: [
      { name: "genome", value: "hg38" },
      { name: "password", value: "hunter2hunter2" },
    ],
    command: ["login", "--password", "hunter2hunter2"],
    dependsOn: [{ jobId: "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f" }],
  });
  expect(lastValuesOf({ job, wish })).toEqual({ queue: ["highmem"], vcpus: ["8"], "param.genome": ["hg38"] });
});
