import { expect, test } from "vitest";
import { Trouble, toTrouble } from "./trouble.ts";

test("trouble keeps its kind, its code, its cause and how long the vendor asked to wait", () => {
  const cause = new Error("429");
  const trouble = new Trouble("later", "ratelimited", { cause, retryAfterMs: 30_000 });
  expect(trouble).toMatchObject({ kind: "later", code: "ratelimited", cause, retryAfterMs: 30_000 });
  expect(trouble.message).toBe("ratelimited");
  expect(new Trouble("permanent", "UnknownPi", { message: "gone" }).message).toBe("gone");
});

test("what is trouble already stays as it is", () => {
  const trouble = new Trouble("permanent", "invalid_blocks");
  expect(toTrouble(trouble)).toBe(trouble);
});

test.each([new TypeError("x is undefined"), "text", undefined])(
  "of what nobody foresaw (%s) nobody knows what was done",
  (error) => {
    expect(toTrouble(error)).toMatchObject({ kind: "unknown", code: "unforeseen", cause: error });
  },
);
