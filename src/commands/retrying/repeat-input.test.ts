import { describe, expect, test } from "vitest";
import { aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import { aJob } from "../../../test/fixtures/jobs.ts";
import { askedOf } from "../../domain/submission/submission.ts";
import { repeatedInput } from "./repeat-input.ts";

const definition = aDefinition();
const secret = "AKIAIOSFODNN7EXAMPLE";
const upstream = { jobId: "6a1c7b1e-0000-4000-8000-000000000001", type: "N_TO_N" } as const;

function neverTaken(tags: Record<string, string>) {
  const wish = aWish({
    dependsOn: [upstream],
    shareIdentifier: "genomics",
    tags: Object.entries(tags).map(([name, value]) => ({ name, value })),
  });
  return aJob({ asked: askedOf(wish, definition) });
}

describe("a job that AWS never took", () => {
  test("keeps its tags, its share and what it waits for", () => {
    const job = neverTaken({ project: "x" });
    const { input, lost } = repeatedInput(job, undefined, definition);
    expect(input).toMatchObject({ shareId: "genomics", tag: { project: "x" } });
    expect(job.asked.dependsOn).toEqual([upstream]);
    expect(lost).toEqual([]);
  });

  test("says which tag it has lost, for it looked like a secret", () => {
    const job = neverTaken({ project: "x", key: secret });
    const { input, lost } = repeatedInput(job, undefined, definition);
    expect(JSON.stringify(job)).not.toContain(secret);
    expect(input.tag).toEqual({ project: "x" });
    expect(lost).toEqual([{ is: "tag", what: "its tag `key`, which held a secret" }]);
  });
});

test("of what AWS knows, AWS's word counts", () => {
  const given = { environment: [], parameters: {}, tags: [{ name: "project", value: "y" }], dependsOn: [] };
  const { input } = repeatedInput(neverTaken({ project: "x" }), given, definition);
  expect(input).toMatchObject({ shareId: undefined, tag: { project: "y" } });
});
