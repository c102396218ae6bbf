import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { gate } from "../support/gate.ts";
import { bot, doeLab, general, jblow, klee, petersLab, stranger, team } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonValue } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let open: () => void;
/** Drafts of jblow's: a dry run, and the question before a stop. */
let drafts: { submit: string; cancel: string };

const nobodys = "0123abcd-0000-4000-8000-000000000000";

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  const program = gate(here.folder, "hidden");
  open = program.open;
  const submit = `submit --jobdef greet --param who=patient-zero --name hidden -- ${program.command}`;
  await lab.ask(jblow, general, `/batch ${submit}`);
  await lab.shows("hidden", "running");
  const shown = await lab.ask(
    jblow,
    petersLab,
    "/batch submit --dry-run --jobdef hello --name secret -- true",
  );
  const question = await lab.ask(jblow, petersLab, "/batch cancel hidden");
  drafts = {
    submit: buttonValue(shown, "submit.confirm"),
    cancel: buttonValue(question, "cancel.confirm"),
  };
});

afterAll(async () => {
  open();
  await lab.ended("hidden");
  await expectNothingLeft(here).finally(() => here.close());
});

const verbs = ["status", "logs", "cancel"];

const outsiders: [string, string, string][] = [
  ["somebody of another lab", klee, doeLab],
  ["a stranger", stranger, general],
];

describe.each(outsiders)(
  "to %s a job of the lab is answered word for word as one that does not exist",
  (_who, user, channel) => {
    it.each(verbs)("%s, by its id, first letters, names or console link", async (verb) => {
      const { jobId, jobName } = lab.jobNamed("hidden");
      const link = `https://us-west-2.console.aws.amazon.com/batch/home?region=us-west-2#jobs/detail/`;
      const pairs = [
        [jobId, nobodys],
        [jobId.slice(0, 8), nobodys.slice(0, 8)],
        [jobId.slice(0, 4), nobodys.slice(0, 4)],
        ["hidden", "missing"],
        [jobName, jobName.replace("hidden", "missing")],
        [`${link}${jobId}`, `${link}${nobodys}`],
      ] as const;
      for (const [real, unreal] of pairs) {
        const [theirs, none] = [
          await lab.ask(user, channel, `/batch ${verb} ${real}`),
          await lab.ask(user, channel, `/batch ${verb} ${unreal}`),
        ];
        expect(theirs.text).toMatch(
          /^I find no job `.*` that you can see\. Check the id, or pick one from your recent/,
        );
        expect(theirs.text.replace(last(real), "…")).toBe(none.text.replace(last(unreal), "…"));
        expect(looks(theirs.blocks).replaceAll(last(real), "…")).toBe(
          looks(none.blocks).replaceAll(last(unreal), "…"),
        );
      }
    });

    it.each(verbs)("%s, in the thread of its card, as in any other thread", async (verb) => {
      const { message } = await here.slack.acts.types(user, { channel: general, text: "good morning" });
      const mention = (threadTs: string) =>
        lab.ask(user, { channel: general, threadTs }, `<@${bot.userId}> ${verb}`);
      const [theirs, none] = [await mention(lab.cardOf("hidden").ts), await mention(message?.ts ?? "")];
      expect([theirs.text, looks(theirs.blocks)]).toEqual([none.text, looks(none.blocks)]);
    });

    it.each(verbs)("%s, by the button on its card or one forged with its id", async (verb) => {
      const card = lab.cardOf("hidden");
      const value = buttonValue(card, verb);
      const theirs = await lab.press(user, { channel: general, ts: card.ts }, verb);
      const forged = await forge(user, channel, verb, value);
      const none = await forge(user, channel, verb, "s_00000000000000000000");
      expect(theirs.text.replace(value, "…")).toBe(none.text.replace("s_00000000000000000000", "…"));
      expect(forged.text).toBe(theirs.text);
    });

    it("and what others prepared is nobody's", async () => {
      const none = new Map<string, string>();
      for (const action of ["submit.confirm", "cancel.confirm", "list.more"])
        none.set(
          action.split(".")[0] ?? "",
          (await forge(user, channel, action, "d_00000000000000000000")).text,
        );
      for (const [action, value] of [
        ["submit.confirm", drafts.submit],
        ["submit.anyway", drafts.submit],
        ["submit.corrected", drafts.submit],
        ["cancel.confirm", drafts.cancel],
        ["list.more", drafts.cancel],
      ] as const) {
        const { text } = await forge(user, channel, action, value);
        expect(text).toBe(none.get(action.split(".")[0] ?? ""));
        expect(text).toMatch(/^This button no longer works/);
      }
    });
  },
);

it.each(["list", "status", "list --name hid*", "list --state running", ""])(
  "`/batch %s` shows somebody of another lab nothing of the lab's",
  async (line) => {
    const answer = await lab.ask(klee, doeLab, `/batch ${line}`);
    const shown = JSON.stringify([answer.text, answer.blocks]);
    expect(shown).not.toContain("hidden");
    expect(shown).not.toContain("peters-u");
  },
);

it("a job of another lab can be waited for as little as one that does not exist", async () => {
  const waitFor = (name: string) =>
    lab.ask(klee, doeLab, `/batch submit --depends-on ${name} --jobdef hello -- true`);
  const { jobId } = lab.jobNamed("hidden");
  const answers = [await waitFor("hidden"), await waitFor(jobId), await waitFor(jobId.slice(0, 8))];
  const [none, noId] = [await waitFor("missing"), await waitFor(nobodys)];
  expect(answers[0]?.text.replace("hidden", "…")).toBe(none.text.replace("missing", "…"));
  expect(answers[1]?.text.replace(jobId, "…")).toBe(noId.text.replace(nobodys, "…"));
  expect(answers[2]?.text.replace(jobId.slice(0, 8), "…")).toBe(none.text.replace("missing", "…"));
});

it("a lab that one is not in and one that is not there are answered alike", async () => {
  const line = (pi: string) => `/batch submit --pi ${pi} --jobdef hello -- true`;
  const [theirs, none] = [
    await lab.ask(klee, doeLab, line("peters-u")),
    await lab.ask(klee, doeLab, line("nobody-x")),
  ];
  expect(theirs.text.replaceAll("peters-u", "…")).toBe(none.text.replaceAll("nobody-x", "…"));
});

it("nothing of all this reached AWS, and no other account's role was taken", () => {
  const calls = here.aws.calls().filter(({ service }) => service !== "events");
  expect(calls.some(({ operation }) => operation === "TerminateJob")).toBe(false);
  expect(calls.filter(({ operation }) => operation === "SubmitJob")).toHaveLength(1);
  const theirs = calls.filter(({ sourceIdentity }) => sourceIdentity === klee || sourceIdentity === stranger);
  expect(theirs.filter(({ account }) => account === "111122223333")).toEqual([]);
});

/** A press that no message of the bot's offered to this person, as only a forger could send it. */
function forge(user: string, channel: string, actionId: string, value: string) {
  const before = new Set(here.slack.ephemerals(user).map(({ id }) => id));
  const payload = {
    type: "block_actions",
    team: { id: team.id },
    user: { id: user, team_id: team.id },
    trigger_id: `forged-${randomUUID()}`,
    container: { type: "message", channel_id: channel, message_ts: "1.1", is_ephemeral: true },
    channel: { id: channel },
    actions: [{ type: "button", action_id: actionId, block_id: "b", value, action_ts: "1.1" }],
  };
  return here.slack.deliver("interactive", payload).then(({ status }) => {
    expect(status).toBe(200);
    return lab.see(() => here.slack.ephemerals(user).find(({ id }) => !before.has(id)));
  });
}

/** What is echoed of a reference. */
function last(reference: string): string {
  return reference.split("/").at(-1) ?? reference;
}

function looks(blocks: unknown): string {
  return JSON.stringify(blocks).replaceAll(/"block_id":"[^"]*"/g, "");
}
