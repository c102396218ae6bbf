/** The form filled in from what is known: a job that failed, a dry run, a typing mistake, a form that AWS's silence stopped. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn, valueIn } from "../support/filling-in.ts";
import { amate, doeAccount, doeLab, jblow, klee, labsFile, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonValue } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

/** A. Mate works in both labs. */
const labs = labsFile.replace(
  "      - { slack: U0KLEE,",
  "      - { slack: U0AMATE, hutchnet: amate, role: member }\n      - { slack: U0KLEE,",
);

beforeAll(async () => {
  here = await startHere({ labs });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() =>
  expectNothingLeft(here, {
    // The other lab's press was made up.
    slackTrouble: ["views.open invalid_trigger_id"],
    awsTrouble: ["DescribeJobDefinitions ServerException"],
    errors: ["A command failed"],
  }).finally(() => here.close()),
);

/** What the button of the first job carries. */
let value = "";

const opened = async (user: string, press: () => Promise<unknown>) => {
  await press();
  return form.ready(user);
};
const values = (view: Awaited<ReturnType<typeof form.ready>>, ...keys: string[]) =>
  keys.map((key) => valueIn(view, key));

it("a job that failed opens as it was, says that its environment is not kept, and runs as it is put right in the same thread", async () => {
  const line =
    "--jobdef greet --name broken --memory 1G --env TOKEN_FILE=/x --param who=me -- sh -c 'exit 3 | cat; exit 4'";
  await lab.ask(jblow, petersLab, `/batch submit ${line}`);
  const end = await lab.ended("broken");
  value = buttonValue(end, "submit.edit");
  const click = { channel: end.channel, ts: end.ts, actionId: "submit.edit" };
  const view = await opened(jblow, () => here.slack.acts.click(jblow, click));
  expect(values(view, "jobdef", "name", "memory", "vcpus", "env", "queue")).toEqual([
    "greet:1",
    "broken",
    "1G",
    undefined,
    undefined,
    "default",
  ]);
  expect(valueIn(view, "command")).toBe("sh -c 'exit 3 | cat; exit 4'");
  expect(JSON.stringify(view.blocks)).toContain("but for its environment: that is not kept");
  expect(JSON.stringify(view.blocks)).toContain("It goes on in the same thread.");
  expect((await form.sends(jblow, { name: "mended", command: "echo mended" })).errors).toBeUndefined();
  const mended = await lab.see(() =>
    lab.replies("mended").find(({ text }) => text.includes("mended succeeded")),
  );
  expect(mended.threadTs).toBe(end.threadTs);
  const card = lab.cardOf("mended");
  expect(card.ts).toBe(end.threadTs);
  expect(JSON.stringify(card.blocks)).toMatch(/Before: .*broken.* failed/);
  const again = await opened(jblow, () => here.slack.acts.click(jblow, click));
  expect(JSON.stringify(again.blocks)).toContain("It gets a thread of its own");
  await form.sends(jblow, { name: "apart", command: "echo apart" });
  expect((await lab.ended("apart")).threadTs).not.toBe(end.threadTs);
});

it("another lab's job opens nothing: it is answered as one that does not exist", async () => {
  const { channel, ts } = lab.cardOf("mended");
  const before = here.slack.views(klee).length;
  const delivery = await here.slack.deliver("interactive", {
    type: "block_actions",
    team: { id: "T0HUTCH", domain: "hutch" },
    user: { id: klee, name: "klee", team_id: "T0HUTCH" },
    container: { type: "message", message_ts: ts, channel_id: channel },
    channel: { id: doeLab, name: "doe-lab" },
    trigger_id: "1.2.4",
    actions: [{ type: "button", action_id: "submit.edit", block_id: "b", value, action_ts: "1.1" }],
  });
  expect(delivery.status).toBe(200);
  await lab.see(() => here.slack.ephemerals(klee).some(({ text }) => text.startsWith("I find no job")));
  expect(here.slack.views(klee)).toHaveLength(before);
});

it("a dry run is edited with all that it would have sent, its environment too", async () => {
  const shown = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --jobdef greet --name planned --env A=b --attempts 3 --array 4 --dry-run -- echo one 'two words'",
  );
  expect(shown.text).toContain("nothing was submitted yet");
  expect(JSON.stringify(shown.blocks)).toContain("an hour while all its children run");
  const view = await opened(jblow, () =>
    here.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "submit.edit" }),
  );
  expect(values(view, "jobdef", "name", "env", "attempts", "retryOn", "array", "command")).toEqual([
    "greet:1",
    "planned",
    "A=b",
    "3",
    "spot",
    "4",
    "echo one 'two words'",
  ]);
  await here.slack.acts.closeView(jblow, { viewId: view.id });
});

it("of a typing mistake the form holds what was understood", async () => {
  const answer = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --jobdef greet --memroy 4G --vcpus 2 --name typo",
  );
  expect(answer.text).toContain("did you mean `--memory`");
  const view = await opened(jblow, () =>
    here.slack.acts.click(jblow, { ephemeralId: answer.id, actionId: "submit.edit" }),
  );
  expect(values(view, "jobdef", "vcpus", "memory", "name")).toEqual(["greet", "2", undefined, "typo"]);
  await here.slack.acts.closeView(jblow, { viewId: view.id });
});

it("what AWS will not tell while the form is sent loses nothing: it opens again as it was filled in", async () => {
  await form.asks(jblow, petersLab, "/batch submit");
  const effect = { kind: "server-error" } as const;
  here.aws.faults.add({ service: "batch", operation: "DescribeJobDefinitions", effect });
  const [mended, apart] = ["mended", "apart"].map((name) => lab.jobNamed(name).jobId) as [string, string];
  expect(await form.offers(jblow, "dependsOn", "")).toEqual([apart, mended]);
  expect(await form.offers(jblow, "dependsOn", mended.slice(0, 6))).toEqual([mended]);
  const filled = { jobdef: "hello:1", name: "kept", env: "A=b", memory: "700M" };
  expect((await form.sends(jblow, filled)).errors).toBeUndefined();
  const answer = await lab.see(() =>
    here.slack.ephemerals(jblow).find(({ text }) => text.startsWith("AWS did not answer just now")),
  );
  here.aws.faults.clear();
  const view = await opened(jblow, () =>
    here.slack.acts.click(jblow, { ephemeralId: answer.id, actionId: "submit.edit" }),
  );
  expect(values(view, "jobdef", "name", "env", "memory")).toEqual(["hello:1", "kept", "A=b", "700M"]);
  expect((await form.sends(jblow, {})).errors).toBeUndefined();
  expect((await lab.ended("kept")).text).toContain("succeeded");
});

it("while AWS hangs a form is acknowledged within Slack's three seconds, and what it says later is a message", async () => {
  await form.asks(jblow, petersLab, "/batch submit");
  const effect = { kind: "slow", delayMs: 4_000 } as const;
  here.aws.faults.add({ service: "batch", operation: "DescribeJobDefinitions", effect });
  const sent = await form.sends(jblow, { jobdef: "gone:7", name: "late" });
  expect([sent.errors, sent.problems]).toEqual([undefined, undefined]);
  here.aws.faults.clear();
  const answer = await lab.see(() =>
    here.slack.ephemerals(jblow).find(({ text }) => text.includes("There is no active definition `gone:7`")),
  );
  const view = await opened(jblow, () =>
    here.slack.acts.click(jblow, { ephemeralId: answer.id, actionId: "submit.edit" }),
  );
  expect(values(view, "jobdef", "name")).toEqual(["gone:7", "late"]);
  await here.slack.acts.closeView(jblow, { viewId: view.id });
});

it("a recipe of the lab asks for its blanks only, and gives the rest unseen", async () => {
  const line = "--jobdef greet --name source --memory 700M --timeout 5m --param who=Ann";
  await lab.ask(jblow, petersLab, `/batch submit ${line}`);
  await lab.ended("source");
  await lab.ask(jblow, petersLab, "/batch recipe save dear --from source --blank who");
  await form.asks(jblow, petersLab, "/batch submit");
  expect((await form.offers(jblow, "jobdef", ""))[0]).toBe("recipe:dear");
  const view = await form.chooses(jblow, "jobdef", "recipe:dear");
  expect(form.keys(view)).toEqual(["jobdef", "param.who", "name", "more"]);
  expect(JSON.stringify(view.blocks)).toContain("1 vCPU, 700 MiB");
  expect(valueIn(view, "param.who")).toBeUndefined();
  expect(Object.values((await form.sends(jblow, {})).errors ?? {})).toEqual([
    "Please complete this required field.",
  ]);
  expect((await form.sends(jblow, { "param.who": "Eve", name: "for-eve" })).errors).toBeUndefined();
  await lab.ended("for-eve");
  expect(lab.jobNamed("for-eve")).toMatchObject({
    parameters: { who: "Eve" },
    timeout: { attemptDurationSeconds: 300 },
  });
});

it("who is in two labs chooses one, and is offered only what that one has", async () => {
  await here.slack.acts.joins(amate, doeLab);
  const view = await form.asks(amate, doeLab, "/batch submit");
  expect([form.keys(view)[0], valueIn(view, "lab")]).toEqual(["lab", "doe-j"]);
  await form.presses(amate, "more");
  // Jobs are offered to who has submitted them, under the lab of the form.
  expect(await form.offers(amate, "dependsOn", "")).toEqual([]);
  const other = await form.chooses(amate, "lab", "peters-u");
  expect(valueIn(other, "lab")).toBe("peters-u");
  await form.chooses(amate, "jobdef", "hello");
  expect((await form.sends(amate, { name: "elsewhere" })).errors).toBeUndefined();
  await lab.ended("elsewhere");
  expect(here.aws.jobs(doeAccount)).toEqual([]);
});
