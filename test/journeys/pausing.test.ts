/** A manager stops submitting in their lab: at every door, at once, and nothing that was asked for is lost. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn } from "../support/filling-in.ts";
import { labWithApprovals } from "../support/lab-with-approvals.ts";
import { admin, amate, doeLab, general, jblow, klee, petersLab, upeters } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, payloadOf } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  here = await startHere({ speed: 2, labs: labWithApprovals });
  lab = atWork(here);
  form = fillingIn(here);
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const submits = () => here.aws.calls().filter(({ operation }) => operation === "SubmitJob").length;
const told = (words: RegExp, place = petersLab): Message[] =>
  here.slack.messages(place).filter(({ isBot, text }) => isBot && words.test(text));
const paused = /^Submitting in peters-u is paused/;

it("only managers of the lab, and admins, pause it; and why is asked for", async () => {
  const line = "/batch pause peters-u --reason 'no money'";
  expect((await lab.ask(jblow, petersLab, line)).text).toBe(
    "Nothing was changed: submitting in peters-u is paused and resumed by its managers and by admins. Ask one of them.",
  );
  expect((await lab.ask(klee, general, line)).text).toMatch(/^You are not in peters-u/);
  expect((await lab.ask(klee, general, "/batch pause nobody-x --reason a")).text).toMatch(
    /^You are not in nobody-x/,
  );
  expect((await lab.ask(upeters, petersLab, "/batch pause peters-u")).text).toMatch(
    /^Say why with `--reason`/,
  );
  expect((await lab.ask(upeters, petersLab, "/batch pause all --reason a")).text).toMatch(
    /^Nothing was changed: only admins pause all labs, and resume them\. For your lab alone/,
  );
  expect((await lab.ask(upeters, petersLab, "/batch pause peters-u --reason a --for 5s")).text).toContain(
    "a pause lasts a minute at least",
  );
  expect(await here.store.pauses.all(here.clock.nowMs())).toEqual([]);
});

it("from then on nothing is submitted through any door, and whoever tries is told why and whom to ask", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name before -- false");
  await lab.ended("before");
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name long -- sleep 600");
  await lab.shows("long", "running");
  await form.asks(jblow, petersLab, "/batch submit");
  const shown = await lab.ask(amate, petersLab, "/batch submit --dry-run --jobdef hello --name dry -- true");
  const answer = await lab.ask(upeters, petersLab, "/batch pause peters-u --reason 'the budget is spent'");
  expect(answer.text).toMatch(/^Submitting in peters-u is paused: nothing is sent to AWS from now on/);
  expect(answer.text).toContain("the lab's channel is told");
  const [notice, ...more] = await lab.see(() => (told(paused).length > 0 ? told(paused) : undefined));
  expect(more).toEqual([]);
  expect(notice?.text).toContain(
    "by U. Peters: “the budget is spent”. It lasts until a manager of the lab or an admin ends it.",
  );
  const before = submits();
  const line = await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name after -- true");
  expect(line.text).toMatch(
    /^Nothing was submitted\. Submitting in peters-u is paused .* by U\. Peters: “the budget is spent”\..*If it cannot wait, ask U\. Peters\./,
  );
  expect(buttonsIn(line)).toEqual(["submit.next", "list"]);
  const card = lab.cardOf("before");
  const thread = { channel: petersLab, threadTs: card.ts };
  await here.slack.acts.types(amate, { channel: petersLab, text: "/batch submit" });
  const view = await lab.see(
    () => JSON.stringify(form.open(amate)?.blocks ?? "").includes("paused") && form.open(amate),
  );
  expect(JSON.stringify(view)).not.toContain("Try again");
  for (const text of [
    "/batch submit --like before --name like -- true",
    "/batch submit --jobdef hello --name big --vcpus 8 -- true",
    '/batch submit {"jobName":"doc","jobQueue":"default","jobDefinition":"hello"}',
    "/batch retry before",
  ])
    expect((await lab.ask(jblow, petersLab, text)).text, text).toMatch(
      /^Nothing was submitted\. Submitting in peters-u/,
    );
  expect((await lab.ask(jblow, thread, "<@U0BATCHMATE> retry")).text).toMatch(/^Nothing was submitted\./);
  expect((await lab.press(jblow, card, "retry.again")).text).toMatch(/^Nothing was submitted\./);
  const confirmed = await lab.follow(amate, shown, "submit.confirm");
  expect(confirmed.text).toMatch(/^Nothing was submitted\./);
  expect(buttonsIn(confirmed)).toEqual(["submit.confirm", "list"]);
  expect(submits()).toBe(before);
});

it("a form that is open keeps what was typed, and says why it is not sent", async () => {
  const sent = await form.sends(jblow, { jobdef: "hello:1", name: "inform" });
  expect(JSON.stringify(sent)).toContain(
    "Submitting in peters-u is paused until somebody ends it, by U. Peters",
  );
});

it("looking and stopping work as always, and the pause is shown where people begin", async () => {
  expect((await lab.ask(jblow, petersLab, "/batch status before")).text).toMatch(/before/);
  expect((await lab.ask(jblow, petersLab, "/batch logs before")).text).not.toMatch(/paused/);
  for (const text of ["/batch", "/batch whoami"])
    expect((await lab.ask(amate, petersLab, text)).text).toContain("Submitting in peters-u is paused");
  expect((await lab.ask(klee, doeLab, "/batch")).text).not.toContain("paused");
  const asked = await lab.ask(jblow, petersLab, "/batch cancel long --yes");
  expect(asked.text).not.toMatch(/paused/);
  await lab.ended("long");
});

it("another lab goes on, until an admin pauses all; what an admin paused a manager does not resume", async () => {
  await lab.ask(klee, doeLab, "/batch submit --jobdef hello --name doe");
  await lab.ended("doe", "222233334444");
  const all = await lab.ask(admin, general, "/batch pause all --reason 'AWS is in trouble' --for 2h");
  expect(all.text).toContain("the channels of 2 labs are told");
  await lab.see(() => told(/^Submitting in all labs is paused .*It lasts .*until/, doeLab).length === 1);
  const refused = await lab.ask(klee, doeLab, "/batch submit --jobdef hello --name doe2");
  expect(refused.text).toMatch(/^Nothing was submitted\. Submitting in all labs is paused/);
  const tried = await lab.ask(upeters, petersLab, "/batch resume peters-u");
  expect(tried.text).toMatch(
    /^That pause is ended, but nothing is submitted in peters-u yet\. Submitting in all labs/,
  );
  expect((await lab.ask(upeters, petersLab, "/batch resume all")).text).toMatch(
    /^Nothing was changed: only admins/,
  );
  const over = await lab.ask(admin, general, "/batch resume all");
  expect(over.text).toMatch(/^Submitting in all labs goes on/);
  await lab.ask(admin, general, "/batch pause peters-u --reason 'asked by security'");
  expect((await lab.ask(upeters, petersLab, "/batch resume peters-u")).text).toMatch(
    /^Nothing was changed: what an admin has paused is for admins to change\./,
  );
});

it("a yes that is given meanwhile holds, and the job goes to AWS once the lab goes on; so does what was asked for", async () => {
  await lab.ask(admin, general, "/batch resume peters-u");
  await lab.ask(
    jblow,
    petersLab,
    "/batch submit --jobdef hello --name cohort --vcpus 4 --timeout 1h -- echo yes",
  );
  const asked = await lab.see(() =>
    here.slack
      .messages(petersLab)
      .find((post) => payloadOf(post)?.kind === "approval" && /cohort of /.test(post.text)),
  );
  const answer = await lab.ask(upeters, petersLab, "/batch pause peters-u --reason 'a look at the bill'");
  const again = await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name wanted -- echo wanted");
  const before = submits();
  const yes = await lab.press(upeters, asked, "approve.yes");
  expect(yes.text).toMatch(
    /^You approved .*cohort.*; nothing of it is sent to AWS before submitting goes on\./,
  );
  await lab.see(() =>
    lab.cards().some(({ text }) => /cohort.* is not sent yet: submitting in peters-u is paused/.test(text)),
  );
  expect(submits()).toBe(before);
  await lab.follow(upeters, answer, "resume.next");
  await lab.see(() => told(/^Submitting in peters-u goes on: U\. Peters has ended the pause/).length > 0);
  await lab.see(
    () =>
      told(/^Submitting in peters-u was paused by .*a look at the bill.*has ended the pause, and it goes on/)
        .length === 1,
  );
  await lab.ended("cohort");
  await lab.follow(jblow, again, "submit.next");
  await lab.ended("wanted");
});
