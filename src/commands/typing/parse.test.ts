import { describe, expect, expectTypeOf, test } from "vitest";
import { cancel, logs, status, submit } from "../../../test/support/sample-verbs.ts";
import type { InputOf } from "../command.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { commandOf, type SubmitInput } from "../submit/submit-options.ts";
import { type Parsed, parse } from "./parse.ts";

function inputOf<Input>(parsed: Parsed<Input>): Input {
  if (!parsed.ok) throw new Error(parsed.mistakes.map(({ what }) => what).join(" "));
  return parsed.input;
}

describe("the input of a verb", () => {
  test("has the types that its declaration gives", () => {
    expectTypeOf(inputOf(parse(submit, ""))).toEqualTypeOf<SubmitInput>();
    expectTypeOf<SubmitInput["memory"]>().toEqualTypeOf<number | undefined>();
    expectTypeOf<SubmitInput["env"]>().toEqualTypeOf<Readonly<Record<string, string>>>();
    expectTypeOf<SubmitInput["retryOn"]>().toEqualTypeOf<"spot" | "any" | undefined>();
    expectTypeOf<SubmitInput["dryRun"]>().toEqualTypeOf<boolean>();
    expectTypeOf<InputOf<typeof cancel.args, typeof cancel.options>["job"]>().toEqualTypeOf<JobRef>();
    expectTypeOf(inputOf(parse(logs, "")).job).toEqualTypeOf<JobRef | undefined>();
    expectTypeOf(inputOf(parse(status, "")).jobs).toEqualTypeOf<readonly JobRef[]>();
  });

  test("has every key, with nothing given as well", () => {
    expect(inputOf(parse(submit, ""))).toEqual({
      ...Object.fromEntries(
        Object.keys({ ...submit.args, ...submit.options }).map((key) => [key, undefined]),
      ),
      env: {},
      param: {},
      tag: {},
      dependsOn: [],
      each: [],
      dryRun: false,
    });
    expect(inputOf(parse(status, "3fa9 align"))).toEqual({
      jobs: [
        { kind: "start", text: "3fa9" },
        { kind: "name", name: "align" },
      ],
    });
  });

  test("options may stand before, between and after what goes by position", () => {
    const job = { kind: "start", text: "3fa9" };
    expect(inputOf(parse(cancel, "--yes 3fa9"))).toEqual({ job, reason: undefined, yes: true });
    expect(inputOf(parse(cancel, "3fa9 --reason 'wrong genome' -y"))).toEqual({
      job,
      reason: "wrong genome",
      yes: true,
    });
    expect(inputOf(parse(cancel, "3fa9 --yes=no --reason='-x'"))).toEqual({ job, reason: "-x", yes: false });
  });
});

describe("the command", () => {
  test("is what stands behind the first --, its own options untouched", () => {
    const input = inputOf(parse(submit, "--jobdef a -- prog --jobdef b -- “c d” --Memory=4g /x/ size=5"));
    expect(input.jobdef).toBe("a");
    expect(commandOf(input)).toEqual(["prog", "--jobdef", "b", "--", "c d", "--Memory=4g", "/x/", "size=5"]);
  });

  test("is the definition's own when nothing stands there", () => {
    expect(commandOf(inputOf(parse(submit, "--jobdef a")))).toBeUndefined();
    expect(commandOf(inputOf(parse(submit, "--jobdef a --")))).toBeUndefined();
  });

  test("is given to a shell by --shell", () => {
    expect(commandOf(inputOf(parse(submit, "--shell ‘a | b “c”’")))).toEqual(["/bin/sh", "-c", 'a | b "c"']);
  });

  test("with a pipe in it is read as it is, and that is said", () => {
    expect(parse(submit, "-- cat x | wc")).toMatchObject({
      ok: true,
      input: { command: ["cat", "x", "|", "wc"] },
      said: [expect.stringContaining("--shell")],
    });
    expect(parse(submit, "-- grep 'a|b' x")).toMatchObject({ ok: true, said: [] });
  });

  test("has channels and people as they were typed", () => {
    expect(commandOf(inputOf(parse(submit, "-- echo <#C0123|jobs> <@U1|jblow> &lt;x&gt;")))).toEqual([
      "echo",
      "#jobs",
      "@jblow",
      "<x>",
    ]);
  });
});
