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
    "the essential one, whatever became of others",
    [
      { name: "proxy", essential: false, exitCode: 1 },
      { name: "main", exitCode: 2 },
    ],
    "main",
  ],
  [
    "the one that failed by itself, not the one that was ended with it",
    [
      { name: "serve", exitCode: 143 },
      { name: "fetch", exitCode: 137 },
      { name: "main", exitCode: 2 },
    ],
    "main",
  ],
  [
    "the one that was killed, where none failed by itself",
    [
      { name: "fetch", exitCode: 0 },
      { name: "main", exitCode: 137 },
    ],
    "main",
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
