import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { amate, doeLab, jblow, klee, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";
import { retries } from "../support/retries.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let again: ReturnType<typeof retries>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  again = retries(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const says = async (user: string, text: string, where = petersLab): Promise<string> =>
  (await lab.ask(user, where, `/batch ${text}`)).text;

it("a job is submitted like another, with what is typed in place of what that one had", async () => {
  await says(
    jblow,
    "submit --jobdef greet --name first --param who=Ann --env MODE=full --memory 600M --tag project=x",
  );
  await again.endOf("first", 0);
  const cards = lab.cards().length;
  expect(await says(amate, "submit --like first --name second --param who=Bob")).toMatch(
    /^second is submitted/,
  );
  const { jobId } = await again.endOf("second", 0);
  expect(lab.cards()).toHaveLength(cards + 1);
  const [first] = again.submitsOf("first");
  const [second] = again.submitsOf("second");
  expect(again.withoutWho(second)).toEqual({ ...again.withoutWho(first), parameters: { who: "Bob" } });
  expect(await says(amate, `logs ${jobId}`)).toContain("dear Bob");
});

it("what only AWS knew is sent, and neither shown before nor kept", async () => {
  const value = "a-value-of-old";
  await says(jblow, `submit --jobdef hello --name hidden --env OLD=${value} -- printenv OLD`);
  await again.endOf("hidden", 0);
  const preview = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --like hidden --name shown --env NEW=1 --dry-run",
  );
  expect(JSON.stringify(preview.blocks)).toContain("[masked]");
  expect(JSON.stringify(preview.blocks)).not.toContain(value);
  expect(buttonsIn(preview)).toEqual(["submit.like"]);
  expect(again.submitsOf("shown")).toEqual([]);
  const press = () => here.slack.acts.click(jblow, { ephemeralId: preview.id, actionId: "submit.like" });
  await Promise.all([press(), press()]);
  const { jobId } = await again.endOf("shown", 0);
  expect(again.submitsOf("shown")).toHaveLength(1);
  expect(await says(jblow, `logs ${jobId}`)).toContain(value);
});

it("a recipe keeps a job with its blanks, and whoever is of the lab fills them in", async () => {
  await says(jblow, "submit --jobdef greet --name greeting --param who=Ann --timeout 5m");
  await again.endOf("greeting", 0);
  expect(await says(jblow, "recipe save Greet --from greeting --blank who")).toBe(
    "Recipe greet is kept for peters-u. Run it with `/batch submit --recipe greet --param who=…`",
  );
  expect(await says(amate, "submit --recipe greet")).toBe(
    "Recipe `greet` leaves `who` blank: add `--param who=…`. Nothing was submitted yet.",
  );
  expect(await says(amate, "submit --recipe greet --name hello-eve --param who=Eve")).toMatch(
    /^hello-eve is submitted/,
  );
  const { jobId } = await again.endOf("hello-eve", 0);
  expect(await says(amate, `logs ${jobId}`)).toContain("dear Eve");
  expect(again.submitsOf("hello-eve")[0]).toMatchObject({ timeout: { attemptDurationSeconds: 300 } });
  expect(await says(amate, "recipe list")).toBe("peters-u has 1 recipe: greet.");
  const shown = await lab.ask(amate, petersLab, "/batch recipe show greet");
  expect(shown.text).toMatch(/^Recipe greet of peters-u runs greet:1\./);
  expect(buttonsIn(shown)).toEqual(["submit.edit"]);
  expect(await says(amate, "submit --recipe gret")).toMatch(
    /^peters-u has no recipe `gret`: did you mean `greet`\?/,
  );
});

it("only who made a recipe, and managers, change it; another lab does not see it", async () => {
  expect(await says(amate, "recipe remove greet")).toMatch(
    /was made by J\. Blow and is removed only by them or a manager/,
  );
  expect(await says(amate, "recipe save greet --from first --replace")).toMatch(
    /is replaced only by them or a manager/,
  );
  expect(await says(jblow, "recipe save greet --from first")).toMatch(
    /^peters-u has a recipe `greet` already: .*--replace/,
  );
  expect(await says(jblow, "recipe save greet --from first --blank MODE --replace")).toMatch(
    /is kept in place of the one before/,
  );
  expect(await says(klee, "recipe list", doeLab)).toMatch(/^doe-j has no recipe yet/);
  expect(await says(klee, "recipe show greet", doeLab)).toMatch(/^doe-j has no recipe `greet`/);
  expect(await says(upeters, "recipe remove greet")).toMatch(/^Recipe greet of peters-u is removed/);
  expect(await says(jblow, "recipe list")).toMatch(/^peters-u has no recipe yet/);
});

it("a secret is not kept in a recipe, but may be asked for", async () => {
  const secret = "AKIAIOSFODNN7EXAMPLE";
  const asked = await lab.ask(
    jblow,
    petersLab,
    `/batch submit --jobdef hello --name keyed --env AWS_KEY=${secret} -- true`,
  );
  await lab.follow(jblow, asked, "submit.anyway");
  await again.endOf("keyed", 0);
  const refusal = await says(jblow, "recipe save keyed --from keyed");
  expect(refusal).toMatch(/^The variable `AWS_KEY` looks like a secret.*`--blank AWS_KEY`/);
  expect(refusal).not.toContain(secret);
  expect(await says(jblow, "recipe save keyed --from keyed --blank AWS_KEY")).toMatch(/--env AWS_KEY=…/);
  expect(JSON.stringify(await here.store.recipes.ofPi("peters-u" as never))).not.toContain(secret);
});
