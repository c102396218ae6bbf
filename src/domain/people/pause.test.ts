import { expect, test } from "vitest";
import type { InvocationId, MemberId, PiName } from "../ids.ts";
import { type Pause, type PauseScope, pauseFor } from "./pause.ts";

const peters = "peters-u" as PiName;
const doe = "doe-j" as PiName;

function aPause(scope: PauseScope, untilMs?: number): Pause {
  return {
    scope,
    by: "U0PETERS" as MemberId,
    reason: "the budget is spent",
    atMs: 1_000,
    deed: `pause ${scope}` as InvocationId,
    ...(untilMs === undefined ? {} : { untilMs }),
  };
}

test.each<[string, readonly Pause[], PiName, PauseScope | undefined]>([
  ["no pause", [], peters, undefined],
  ["a pause of its own", [aPause(peters)], peters, peters],
  ["a pause of another lab", [aPause(doe)], peters, undefined],
  ["a pause of all labs", [aPause("all")], peters, "all"],
  ["a pause that has ended", [aPause(peters, 2_000)], peters, undefined],
  ["a pause that ends this very moment", [aPause(peters, 5_000)], peters, undefined],
  ["a pause that ends later", [aPause(peters, 5_001)], peters, peters],
  [
    "its own, which lasts longer than that of all",
    [aPause("all", 6_000), aPause(peters, 7_000)],
    peters,
    peters,
  ],
  ["that of all, which nobody has set an end to", [aPause(peters, 7_000), aPause("all")], peters, "all"],
  ["two without an end", [aPause(peters), aPause("all")], peters, "all"],
])("%s counts for a lab as it should", (_, pauses, pi, expected) => {
  expect(pauseFor(pauses, pi, 5_000)?.scope).toBe(expected);
});
