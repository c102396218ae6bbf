import { describe, expect, test } from "vitest";
import type { MemberId, PiName } from "../ids.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import { type Recipe, type RecipeBody, toRecipe, unfilled } from "./recipe.ts";

const definition: JobDefinition = {
  name: "align",
  revision: 14,
  active: true,
  kind: "container",
  jobRoles: [],
  command: ["bwa", "Ref::sample", "Ref::reference"],
  parameters: { reference: "hg38" },
  size: { vcpus: 1, memoryMiB: 512, gpus: 0 },
  attempts: 1,
  fargate: false,
};

const body: RecipeBody = {
  definition: "align:14",
  queue: "default",
  name: "align-NA1",
  environment: [{ name: "MODE", value: "full" }],
  parameters: [{ name: "sample", value: "NA1" }],
  tags: [],
};

const made = (changes: Partial<RecipeBody>, blanks: string[] = []) =>
  toRecipe({ ...body, ...changes }, blanks, definition);

describe("a job that becomes a recipe", () => {
  test("leaves out what is given each time, be it a parameter or a variable", () => {
    expect(made({}, ["sample", "MODE", "sample"])).toEqual({
      body: { ...body, parameters: [], environment: [] },
      blanks: [
        { of: "param", name: "sample" },
        { of: "env", name: "MODE" },
      ],
    });
  });

  test("can ask for what the definition or its command names", () => {
    expect(made({ parameters: [] }, ["reference", "sample"])).toMatchObject({
      blanks: [
        { of: "param", name: "reference" },
        { of: "param", name: "sample" },
      ],
    });
  });

  test("can not ask for what the job has not, and all that is wrong is said at once", () => {
    const value = "AKIAIOSFODNN7EXAMPLE";
    const wrong = made(
      {
        environment: [{ name: "AWS_KEY", value }],
        command: ["curl", "--token", "ghp_0123456789abcdefghijklmnopqrstuvwxyz"],
      },
      ["colour"],
    );
    expect(wrong).toEqual({
      mistakes: [
        "`--blank colour`: the job has no parameter or environment variable of that name; it has `sample`, `reference`, `AWS_KEY`.",
        "The variable `AWS_KEY` looks like a secret, and a recipe is read by the whole lab: leave it blank with `--blank AWS_KEY`, or use the definition's `secrets`.",
        "The command holds what looks like a secret, and a recipe is read by the whole lab.",
      ],
    });
    expect(JSON.stringify(wrong)).not.toContain(value);
  });

  test("may have had a secret where it is asked for each time", () => {
    const environment = [{ name: "AWS_KEY", value: "AKIAIOSFODNN7EXAMPLE" }];
    const right = made({ environment }, ["AWS_KEY"]);
    expect(right).toMatchObject({ blanks: [{ of: "env", name: "AWS_KEY" }], body: { environment: [] } });
    expect(JSON.stringify(right)).not.toContain("AKIA");
  });

  test("is short enough to be kept, and asks for few enough things", () => {
    const parameters = [{ name: "text", value: "x".repeat(17_000) }];
    expect(made({ parameters })).toEqual({
      mistakes: ["This job is too long for a recipe: 16,384 bytes are kept at most."],
    });
    const names = Array.from({ length: 21 }, (_, at) => `p${at}`);
    const many = made({ parameters: names.map((name) => ({ name, value: "" })) }, names);
    expect(many).toEqual({ mistakes: ["A recipe has 20 blanks at most."] });
  });
});

test("what is blank and not given is still to be given", () => {
  const recipe: Recipe = {
    pi: "peters-u" as PiName,
    name: "align",
    body,
    blanks: [
      { of: "param", name: "sample" },
      { of: "env", name: "MODE" },
    ],
    madeBy: "U0JBLOW" as MemberId,
    madeAtMs: 0,
  };
  expect(unfilled(recipe, { env: { sample: "x" }, param: { sample: "" } })).toEqual([
    { of: "env", name: "MODE" },
  ]);
});
