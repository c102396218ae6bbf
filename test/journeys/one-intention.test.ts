import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { bot, jblow, petersLab } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submits = () => here.aws.calls().filter(({ operation }) => operation === "SubmitJob");

it("a dry run shows what would be sent, sends nothing, and a double press on Submit sends it once", async () => {
  const line =
    '/batch submit --dry-run --jobdef hello --name rehearsed --env WHO="the world" -- echo hi there';
  const shown = await lab.ask(jblow, petersLab, line);
  expect(shown.text).toMatch(
    /^This is what would be sent for rehearsed to queue default; nothing was submitted yet\./,
  );
  expect(buttonsIn(shown)).toEqual(["submit.confirm", "submit.edit"]);
  expect(submits()).toEqual([]);
  expect(lab.cards()).toEqual([]);

  const press = () => here.slack.acts.click(jblow, { ephemeralId: shown.id, actionId: "submit.confirm" });
  const deliveries = await Promise.all([press(), press()]);
  expect(deliveries.map(({ status }) => status)).toEqual([200, 200]);
  await lab.ended("rehearsed");
  expect(submits()).toHaveLength(1);

  const blocks = JSON.stringify(
    here.slack.calls.find(({ method }) => method === "response_url")?.args.blocks,
  );
  const [, json = ""] = /As JSON.*?"text":"(\{.*?\\n\})"/s.exec(blocks) ?? [];
  expect(JSON.parse(JSON.parse(`"${json}"`))).toEqual(submits()[0]?.input);
  expect(blocks).toContain("aws batch submit-job");
});

/** What it only asks Slack is nothing that anybody sees, and a card is brought up to its job whenever that is its turn. */
const isSaid = (method: string) => !/^(users|conversations)\.|^chat\.update$/.test(method);
const said = () => here.slack.calls.filter(({ method }) => isSaid(method)).length;

it("a delivery that Slack repeats changes nothing, be it a command, a mention or a press", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name once -- echo once");
  await lab.ended("once");
  const { ts } = lab.cardOf("once");
  await lab.ask(jblow, { channel: petersLab, threadTs: ts }, `<@${bot.userId}> status`);
  await lab.press(jblow, { channel: petersLab, ts }, "logs");
  const before = { calls: said(), submits: submits().length };
  const seen = here.slack.deliveries.slice(-3);
  expect(seen.map(({ kind }) => kind)).toEqual(["command", "event", "interactive"]);
  for (const { kind, payload } of seen) {
    const retry = { count: 1, reason: "http_timeout" as const };
    const again = await here.slack.deliver(kind, payload, kind === "event" ? { retry } : {});
    expect([again.status, again.body]).toEqual([200, ""]);
  }
  await lab.ask(jblow, petersLab, "/batch whoami");
  expect(said()).toBe(before.calls + 1);
  expect(submits()).toHaveLength(before.submits);
});

it("the same command typed twice is meant twice", async () => {
  const line = "/batch submit --jobdef hello --name twice -- echo twice";
  await lab.ask(jblow, petersLab, line);
  await lab.ask(jblow, petersLab, line);
  expect(lab.jobsNamed("twice")).toHaveLength(2);
  const ids = lab.jobsNamed("twice").map(({ jobId }) => jobId);
  await lab.see(
    () =>
      ids.length ===
      lab.cards().filter(({ metadata }) => {
        const payload = metadata?.event_payload as { job: string; state: string };
        return ids.includes(payload.job) && payload.state === "succeeded";
      }).length,
  );
});

it("a typing error gets a sentence, the corrected line and a button that runs it", async () => {
  const before = submits().length;
  const line = "/batch submit --jobdef hello --nmae corrected --vcpus 1 -- echo corrected";
  const mistake = await lab.ask(jblow, petersLab, line);
  expect(mistake.text).toBe(
    "There is no option `--nmae`; did you mean `--name`? The rest reads well; nothing was submitted yet. " +
      "Corrected: `/batch submit --jobdef hello --name corrected --vcpus 1 -- echo corrected`",
  );
  expect(buttonsIn(mistake)).toEqual(["submit.corrected", "submit.edit"]);
  expect(submits()).toHaveLength(before);
  const answer = await lab.follow(jblow, mistake, "submit.corrected");
  expect(answer.text).toMatch(/^corrected is submitted to queue default/);
  await lab.ended("corrected");
});

it("a typing error in a cancel is told, but never one press from stopping something", async () => {
  const mistake = await lab.ask(jblow, petersLab, "/batch cancel once --raeson oops");
  expect(mistake.text).toContain("`--raeson`");
  expect(buttonsIn(mistake)).toEqual([]);
});

it("a lab one is not in is refused by its name, and one's own is one press away", async () => {
  const before = submits().length;
  const line = "/batch submit --pi doe-j --jobdef hello --name strayed -- echo strayed";
  const refusal = await lab.ask(jblow, petersLab, line);
  expect(refusal.text).toMatch(/^You are not in doe-j, so nothing was submitted\. Your labs: peters-u\./);
  expect(buttonsIn(refusal)).toEqual([expect.stringMatching(/^submit\.pi/), "access request"]);
  expect(submits()).toHaveLength(before);
  const [button = ""] = buttonsIn(refusal);
  await lab.follow(jblow, refusal, button);
  await lab.ended("strayed");
});

it("a queue or definition that is not there is told at once, both together", async () => {
  const line = "/batch submit --queue defualt --jobdef helo --name nowhere -- true";
  const mistake = await lab.ask(jblow, petersLab, line);
  expect(mistake.text).toContain("default");
  expect(mistake.text).toContain("hello");
  expect(lab.jobsNamed("nowhere")).toEqual([]);
});
