import { describe, expect, test } from "vitest";
import { eventNames, eventOf } from "../../../test/support/events.ts";
import type { AccountId } from "../ids.ts";
import { readJobDetail } from "../job/job-detail.ts";
import { stripDetail } from "./strip-detail.ts";

const seen = { account: "111122223333" as AccountId, region: "us-west-2", observedAtMs: 1 };

describe("what is stored of an event", () => {
  test.each(eventNames)("%s loses environment and command, and tells the same of the job", (name) => {
    const { detail } = eventOf(name);
    const before = JSON.stringify(detail);
    const kept = stripDetail(detail);
    expect(JSON.stringify(kept)).not.toMatch(/"(environment|command|env|args)":|not-for-anyones-eyes/);
    expect(readJobDetail(kept, seen)).toEqual(readJobDetail(detail, seen));
    expect(JSON.stringify(detail)).toBe(before);
  });

  test("loses them wherever AWS nests them", () => {
    const secret = { environment: [{ name: "A", value: "s" }], command: ["s"], image: "x" };
    const pod = { containers: [{ env: [{ value: "s" }], args: ["s"], command: ["s"], image: "x" }] };
    const kept = { image: "x" };
    expect(
      stripDetail({
        container: secret,
        ecsProperties: { taskProperties: [{ containers: [secret, secret] }] },
        eksProperties: { podProperties: { ...pod, initContainers: pod.containers } },
        nodeProperties: {
          nodeRangeProperties: [{ container: secret, eksProperties: { podProperties: pod } }],
        },
        containerOverrides: secret,
        ecsPropertiesOverride: { taskProperties: [{ containers: [secret] }] },
      }),
    ).toEqual({
      container: kept,
      ecsProperties: { taskProperties: [{ containers: [kept, kept] }] },
      eksProperties: { podProperties: { containers: [kept], initContainers: [kept] } },
      nodeProperties: {
        nodeRangeProperties: [{ container: kept, eksProperties: { podProperties: { containers: [kept] } } }],
      },
      containerOverrides: kept,
      ecsPropertiesOverride: { taskProperties: [{ containers: [kept] }] },
    });
  });

  test("keeps parameters and tags that happen to bear such a name", () => {
    const detail = { parameters: { command: "align" }, tags: { env: "test" } };
    expect(stripDetail(detail)).toEqual(detail);
  });

  test("does not let them hide inside parameters or tags", () => {
    expect(stripDetail({ tags: { a: "b", nested: { environment: ["s"] } } })).toEqual({ tags: { a: "b" } });
  });

  test("survives a body that is nested absurdly deep", () => {
    const depth = 100_000;
    const deep: unknown = JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    expect(JSON.stringify(stripDetail(deep)).length).toBeLessThan(200);
  });

  test.each([null, "text", 3, true])("%j stays as it is", (value) => {
    expect(stripDetail(value)).toBe(value);
  });

  test("a key named __proto__ is data like any other", () => {
    const detail: unknown = JSON.parse('{"__proto__": {"image": "x", "command": ["s"]}}');
    expect(JSON.stringify(stripDetail(detail))).toBe('{"__proto__":{"image":"x"}}');
  });
});
