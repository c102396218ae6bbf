import { expect, test } from "vitest";
import { aDefinition } from "../../../test/fixtures/a-submission.ts";
import { carriesRole, matchesGlob, requiredParameters } from "./job-definition.ts";

test.each([
  ["none is named", ["bwa", "mem"], {}, []],
  ["one is named alone or within a word", ["Ref::in", "--out=Ref::out.bam"], {}, ["in", "out"]],
  ["one is named twice", ["Ref::in", "Ref::in"], {}, ["in"]],
  ["one has a default, even an empty one", ["Ref::in", "Ref::out"], { in: "", out: "x" }, []],
  ["two stand in one word", ["Ref::bucket/Ref::key"], {}, ["bucket", "key"]],
])("a command asks for parameters: %s", (_what, command, parameters, required) => {
  expect(requiredParameters(aDefinition({ command, parameters }))).toEqual(required);
});

test("the command that is given counts, not the definition's own", () => {
  expect(requiredParameters(aDefinition({ command: ["Ref::in"] }), ["Ref::sample"])).toEqual(["sample"]);
  expect(requiredParameters(aDefinition())).toEqual([]);
});

const role = "fh-pi-peters-u-batchtask";
const arn = `arn:aws:iam::111122223333:role/${role}`;

test.each<[string, readonly string[], string, boolean]>([
  ["no role", [], role, true],
  ["the PI's role", [arn], role, true],
  ["the PI's role under a path", [`arn:aws:iam::111122223333:role/labs/${role}`], role, true],
  ["the PI's role by its bare name", [role], role, true],
  ["the PI's role by its ARN", [arn], arn, true],
  ["another PI's role", ["arn:aws:iam::111122223333:role/fh-pi-okafor-n-batchtask"], role, false],
  ["the same name in another account, where the ARN is asked", [arn.replace("1111", "9999")], arn, false],
  ["the PI's role and another", [arn, "arn:aws:iam::111122223333:role/admin"], role, false],
  ["a role whose name ends alike", [`arn:aws:iam::111122223333:role/x${role}`], role, false],
])("a definition with %s", (_what, jobRoles, jobRole, usable) => {
  expect(carriesRole(aDefinition({ jobRoles }), jobRole)).toBe(usable);
});

test.each([
  ["align", "align", true],
  ["align", "align2", false],
  ["align*", "align", true],
  ["align*", "align-hg38", true],
  ["align*", "realign", false],
  ["*align", "realign", true],
  ["a*n", "align", true],
  ["*", "anything at all", true],
  ["a.c", "abc", false],
  ["a+(b)", "a+(b)", true],
  ["align?", "align2", false],
  ["", "", true],
])("the glob %s and the name %s: %s", (glob, name, matches) => {
  expect(matchesGlob(glob, name)).toBe(matches);
});
