import { describe, expect, test } from "vitest";
import { everyExampleParses } from "../../../test/support/every-example.ts";
import { cancel, logs, submit, verbs } from "../../../test/support/sample-verbs.ts";
import { findVerb } from "./find-verb.ts";

describe("finding the verb", () => {
  test.each(["", "  ", "\u00a0", "/batch", "/batch  "])("nothing typed (%j) is the start page", (text) => {
    expect(findVerb(verbs, text)).toEqual({ kind: "none" });
  });

  test("the rest is what stands behind the verb, untouched", () => {
    expect(findVerb(verbs, " Submit  --name “a  b” &lt;x\n-- y ")).toEqual({
      kind: "verb",
      command: submit,
      typed: "Submit",
      rest: "--name “a  b” &lt;x\n-- y",
    });
  });

  test("a whole line with the slash command before it is read as well", () => {
    expect(findVerb(verbs, "/batch cancel 3fa9")).toMatchObject({
      kind: "verb",
      command: cancel,
      rest: "3fa9",
    });
  });

  test("a verb of two words is found", () => {
    expect(findVerb(verbs, "access  request peters-u")).toMatchObject({
      kind: "verb",
      command: { verb: "access request" },
      rest: "peters-u",
    });
  });

  test.each([
    ["follow 3fa9", "--follow 3fa9"],
    ["tail 20 3fa9", "--tail 20 3fa9"],
    ["tail -20 3fa9", "--tail 20 3fa9"],
    ["tail 3fa9", "3fa9"],
    ["head --head 5 3fa9", "--head 5 3fa9"],
    ["head –n 5 3fa9", "--head 5 3fa9"],
  ])("%s implies an option of logs", (text, rest) => {
    expect(findVerb(verbs, text)).toMatchObject({ kind: "verb", command: logs, rest });
  });

  test.each([
    "help submit",
    "submit --help",
    "submit -h",
    "submit help",
    "submit ?",
    "submit --jobdef a -h",
    "sbatch --Help",
    "? run",
    "submit —help",
  ])("%s is help on submit", (text) => {
    expect(findVerb(verbs, text)).toEqual({ kind: "help", command: submit });
  });

  test.each(["submit --jobdef a -- prog --help", "submit --shell '-h'", "submit --name help --jobdef a"])(
    "%s is no question",
    (text) => {
      expect(findVerb(verbs, text)).toMatchObject({ kind: "verb" });
    },
  );

  test.each([
    ["submti --jobdef a", "submit"],
    ["sumbit", "submit"],
    ["cancle 3fa9", "cancel"],
    ["lgos", "logs"],
    ["stauts", "status"],
    ["logs?", "logs"],
    ["--list", "list"],
    ["help cancle", "cancel"],
    ["remove 3fa9", undefined],
    ["frobnicate", undefined],
  ])("%s is unknown, and the nearest is offered", (text, verb) => {
    const found = findVerb(verbs, text);
    if (found.kind !== "unknown") throw new Error(found.kind);
    expect(found.near[0]).toBe(verb);
  });

  test("every example of every verb parses", () => {
    expect(everyExampleParses(verbs)).toEqual([]);
  });

  test("a bad example is reported with its mistake", () => {
    expect(everyExampleParses([{ ...cancel, examples: ["cancel", "stopp x"] }])).toEqual([
      expect.stringContaining("needs `JOB`"),
      expect.stringContaining("does not lead to cancel"),
    ]);
  });
});
