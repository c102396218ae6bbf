import { expect, test } from "vitest";
import { type AttemptContainer, decidingContainer } from "./attempt.ts";

test.each<[string, readonly AttemptContainer[], string | undefined]>([
  ["of one container, that one", [{ name: "only", exitCode: 0 }], "only"],
  [
    "of several, the first that failed",
    [
      { name: "fetch", exitCode: 0 },
      { name: "serve", exitCode: 2 },
      { name: "log", exitCode: 1 },
    ],
    "serve",
  ],
  [
    "of several without a failing exit code, the first that says why",
    [
      { name: "fetch", exitCode: 0 },
      { name: "serve", reason: "CannotPull" },
    ],
    "serve",
  ],
  ["of several that say nothing, the first", [{ name: "fetch" }, { name: "serve" }], "fetch"],
  ["of none, none", [], undefined],
])("what decided an attempt is %s", (_what, containers, name) => {
  expect(decidingContainer({ containers })?.name).toBe(name);
});
