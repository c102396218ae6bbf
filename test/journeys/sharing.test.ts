/** A piece of a log for others: shared in two clicks, to whom it may go, and taken back. */
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Ephemeral, Message } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn } from "../support/filling-in.ts";
import {
  amate,
  connect,
  general,
  jblow,
  klee,
  partners,
  petersLab,
  project,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn, buttonValue, payloadOf } from "../support/people-at-work.ts";

const secret = "AKIAIOSFODNN7EXAMPLE";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;

beforeAll(async () => {
  // No faster: a trigger must open the dialog within 3 s, also on a busy machine.
  here = await startHere({ speed: 2 });
  lab = atWork(here);
  form = fillingIn(here);
  // Put together by the job: as it stands it would be asked about before it is submitted.
  const script = `for n in 1 2 3 4 5 6; do echo "step $n"; done; echo key=AKIA$(echo IOSFODNN7EXAMPLE); echo "Error: no reference"; exit 3`;
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name reads -- sh -c '${script}'`);
  await lab.ended("reads");
});

afterAll(() =>
  expectNothingLeft(here, {
    slackTrouble: ["chat.delete message_not_found", "conversations.info channel_not_found"],
  }).finally(() => here.close()),
);

const snippets = (): Message[] => lab.posts().filter((post) => payloadOf(post)?.kind === "snippet");
const linesOf = (message: Message): string =>
  JSON.stringify((message.blocks ?? []).filter(({ type }) => type === "rich_text"));

/** Somebody deletes it in Slack. */
const deletes = ({ channel, ts }: Message) =>
  fetch(`${here.slack.apiUrl}chat.delete`, {
    method: "POST",
    headers: { authorization: "Bearer xoxb-local", "content-type": "application/json" },
    body: JSON.stringify({ channel, ts }),
  });

function audit(): { verb: string; member: string; outcome: string; detail: string }[] {
  const file = new Sqlite(here.databaseFile, { readonly: true });
  try {
    return file.prepare("select verb, member, outcome, detail from audit").all() as ReturnType<typeof audit>;
  } finally {
    file.close();
  }
}

async function looksAt(user: string, line: string, channel = petersLab) {
  const answer = await lab.ask(user, channel, line);
  await here.slack.acts.click(user, { ephemeralId: answer.id, actionId: "share.open" });
  const view = await form.ready(user);
  return { answer, view };
}

/** Sends the open dialog; gives the answer beside it. */
async function sends(user: string, values: Record<string, string> = {}) {
  const before = new Set(here.slack.ephemerals(user).map(({ id }) => id));
  const sent = await form.sends(user, values);
  expect(sent).not.toHaveProperty("errors");
  return lab.see(() => here.slack.ephemerals(user).find(({ id }) => !before.has(id)));
}

it("what is looked at is shared in two clicks, into the job's thread, with what was masked in it", async () => {
  const { view } = await looksAt(jblow, "/batch logs reads --tail 3");
  const shown = JSON.stringify(view.blocks);
  expect(shown).toContain("Error: no reference");
  expect(shown).not.toContain("step 5");
  expect(shown).toContain("1 value masked as a possible secret");
  expect(shown).not.toContain(secret);
  expect(view.private_metadata).toMatch(/^d_[0-9a-f]{20}$/);
  const answer = await sends(jblow);
  expect(answer.text).toMatch(/^Shared 3 lines of the log of reads in <#C0PETERS>\. Open /);
  const [snippet, ...more] = snippets();
  expect(more).toEqual([]);
  expect(snippet).toMatchObject({ channel: petersLab, threadTs: lab.cardOf("reads").ts });
  expect(snippet?.text).toMatch(/^J\. Blow shares 3 lines of the log of reads/);
  expect(linesOf(snippet as Message)).toContain("key=[masked]");
  expect(JSON.stringify(snippet)).not.toContain(secret);
});

it("taken back by its sharer it is gone, twice does no harm, and nobody else may", async () => {
  const [snippet] = snippets();
  const place = { channel: petersLab, ts: snippet?.ts ?? "" };
  const value = buttonValue(snippet as Message, "share.takeback");
  const refused = await lab.press(amate, place, "share.takeback");
  expect(refused.text).toBe("Only J. Blow, who shared this, and the managers of the lab can take it back.");
  expect(snippets()).toHaveLength(1);
  const taken = await lab.press(jblow, place, "share.takeback");
  expect(taken.text).toMatch(/^Taken back: the piece of the log of reads no longer stands in <#C0PETERS>\./);
  expect(snippets()).toEqual([]);
  expect(await here.store.snippets.get(value as never)).not.toHaveProperty("content");
  const own = here.slack.ephemerals(jblow).find(({ text }) => text.startsWith("Shared 3 lines"));
  const again = await lab.follow(jblow, own as never, "share.takeback");
  expect(again.text).toMatch(/^You had taken back the piece of the log of reads before/);
});

it("of a job that failed the lines under its end are shared as they stand, by a lab mate too", async () => {
  const end = () => lab.replies("reads").find((reply) => payloadOf(reply).kind === "finished") as Message;
  // Its lines come a moment after it.
  await lab.see(() => buttonsIn(end()).includes("share.open"), 60_000);
  await here.slack.acts.click(amate, { channel: petersLab, ts: end().ts, actionId: "share.open" });
  const view = await form.ready(amate);
  expect(JSON.stringify(view.blocks)).toContain("Error: no reference");
  const answer = await sends(amate, { comment: "Is this *mine*? <!channel>" });
  expect(answer.text).toMatch(/^Shared \d+ lines of the log of reads in <#C0PETERS>/);
  const [snippet] = snippets();
  expect(snippet?.text).toMatch(
    /^A\. Mate shares \d+ lines of the log of reads: Is this ∗mine∗\? &lt;!channel&gt;/,
  );
});

it("a manager may take back what somebody else has shared, and it says so to them", async () => {
  const [snippet] = snippets();
  const taken = await lab.press(upeters, { channel: petersLab, ts: snippet?.ts ?? "" }, "share.takeback");
  expect(taken.text).toMatch(/^Taken back/);
  expect(snippets()).toEqual([]);
});

it("in a public channel the whole workspace reads it, and the dialog says how many can not see the job", async () => {
  await looksAt(jblow, "/batch logs reads --grep step");
  await form.chooses(jblow, "to", "channel");
  const view = await form.chooses(jblow, "channel", general);
  // Seven people; three of the lab, and the admin.
  expect(JSON.stringify(view.blocks)).toContain(": 7 people. 4 of them can see this job; 3 can not.");
  const answer = await sends(jblow);
  expect(answer.text).toMatch(/^Shared 6 lines that match `step` of the log of reads in <#C0GENERAL>/);
  const [snippet] = snippets();
  expect(snippet).toMatchObject({ channel: general });
  await lab.press(jblow, { channel: general, ts: snippet?.ts ?? "" }, "share.takeback");
  expect(snippets()).toEqual([]);
});

it.each([
  ["where other organisations read along", connect, /Other organisations read along there/],
  ["where a guest reads along", partners, /Guests of the workspace read along there/],
  ["into a private channel in which the sharer is not", "C0ADMIN", /no such channel/],
  ["where the bot is not", "C0BOTLESS", /no such channel/],
  ["into a channel that there is not", "C0NOWHERE", /no such channel/],
])("never goes %s", async (_where, channel, why) => {
  await looksAt(jblow, "/batch logs reads --tail 2");
  await form.chooses(jblow, "to", "channel");
  const { errors } = await form.sends(jblow, { channel });
  expect(errors).toEqual({ channel: expect.stringMatching(why) });
  expect(snippets()).toEqual([]);
  await here.slack.acts.closeView(jblow, { viewId: form.open(jblow)?.id ?? "" });
});

it("goes to a person, who need not see the job, and to nobody who is a guest", async () => {
  await looksAt(jblow, "/batch logs reads --tail 2");
  await form.chooses(jblow, "to", "person");
  expect((await form.sends(jblow, { person: "U0GUEST" })).errors).toEqual({
    person: expect.stringMatching(/nobody of this workspace/),
  });
  const view = await form.chooses(jblow, "person", klee);
  expect(JSON.stringify(view.blocks)).toContain("Only K. Lee can read it, who can not see this job.");
  const answer = await sends(jblow);
  expect(answer.text).toMatch(/^Shared 2 lines of the log of reads in direct messages\./);
  const [snippet] = here.slack.dms(klee).filter((post) => payloadOf(post)?.kind === "snippet");
  expect(snippet?.text).toMatch(/^J\. Blow shares 2 lines/);
});

it("what was changed after the look is shown before it is shared", async () => {
  await looksAt(jblow, "/batch logs reads --tail 2");
  const { delivery } = await form.sends(jblow, { count: "4" });
  expect(delivery?.status).toBe(200);
  const view = form.open(jblow);
  expect(JSON.stringify(view?.blocks)).toContain("look at them, and press Share once more");
  expect(JSON.stringify(view?.blocks)).toContain("step 5");
  const answer = await sends(jblow, { only: "" });
  expect(answer.text).toMatch(/^Shared 4 lines/);
});

it("of the lines that are shown some alone can be chosen, by their numbers", async () => {
  await looksAt(jblow, "/batch logs reads --head 6");
  const { errors } = await form.sends(jblow, { only: "some" });
  expect(errors).toEqual({ only: "Write numbers of lines, such as 3-9 or 3, 7." });
  form.types(jblow, { only: "2-3, 5" });
  const view = await form.presses(jblow, "show");
  const shown = JSON.stringify(view.blocks);
  expect(shown).toContain("3 lines of the log of ");
  expect(shown).not.toContain("step 1");
  const answer = await sends(jblow);
  expect(answer.text).toMatch(/^Shared 3 lines/);
});

const fileOf = (name: string) => lab.replies(name).find(({ files = [] }) => files.length > 0);

/** Looks at a long log, and shares so much of it that it goes up as a file. */
async function sharesFile(user: string): Promise<Ephemeral> {
  await looksAt(user, "/batch logs long --tail 20");
  form.types(user, { count: "400" });
  await form.presses(user, "show");
  return sends(user);
}

it("a long piece goes up as a file, and taken back the file goes with its message", async () => {
  const script =
    "for n in $(seq 400); do echo line $n of a log that is quite a bit longer than a message can be; done";
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name long -- sh -c '${script}'`);
  await lab.ended("long");
  const answer = await sharesFile(jblow);
  expect(answer.text).toMatch(/^Shared 400 lines of the log of long in <#C0PETERS>\. Open /);
  const post = fileOf("long");
  expect(JSON.stringify(post?.blocks)).toContain("J. Blow shares 400 lines of the log of ");
  expect(post?.files).toMatchObject([{ name: "long.log", title: "long: 400 lines" }]);
  expect(here.slack.files()[0]?.content?.toString().split("\n")).toHaveLength(401);
  const taken = await lab.follow(jblow, answer, "share.takeback");
  expect(taken.text).toMatch(/^Taken back/);
  expect(here.slack.files()).toEqual([]);
  expect(fileOf("long")).toBeUndefined();
});

it.each([
  ["its sharer", amate],
  ["a manager of the lab", upeters],
])("a file is taken back where it stands by %s, and by nobody else", async (_who, user) => {
  await sharesFile(amate);
  const place = { channel: petersLab, ts: fileOf("long")?.ts ?? "" };
  expect((await lab.press(jblow, place, "share.takeback")).text).toMatch(/^Only A\. Mate, who shared this/);
  expect(here.slack.files()).toHaveLength(1);
  expect((await lab.press(user, place, "share.takeback")).text).toMatch(/^Taken back: the piece of the log/);
  expect([here.slack.files(), fileOf("long")]).toEqual([[], undefined]);
  const last = audit().findLast(({ verb, outcome }) => verb === "share" && outcome === "done");
  expect([last?.member, JSON.parse(last?.detail ?? "{}").deed]).toEqual([user, "taken back"]);
});

it("what somebody else has deleted is answered so", async () => {
  await looksAt(jblow, "/batch logs reads --tail 1");
  const answer = await sends(jblow);
  const snippet = snippets().find(({ text }) => text.startsWith("J. Blow shares 1 line "));
  await deletes(snippet as Message);
  const taken = await lab.follow(jblow, answer, "share.takeback");
  expect(taken.text).toMatch(/^There was nothing to take back: somebody had deleted/);
});

it("who has left the lab meanwhile shares nothing any more", async () => {
  await looksAt(amate, "/batch logs reads --tail 2");
  const before = snippets().length;
  here.changePi("peters-u", { logs: { inThreads: true, share: "off", mask: [] } });
  const { delivery } = await form.sends(amate, {});
  expect(delivery?.status).toBe(200);
  expect(JSON.stringify(form.open(amate)?.blocks)).toContain("you are no longer in its lab");
  expect(snippets()).toHaveLength(before);
  const off = await lab.ask(jblow, petersLab, "/batch share reads");
  expect(off.text).toMatch(/^Log lines of reads are not shared through me/);
  const plain = await lab.ask(jblow, petersLab, "/batch logs reads");
  expect(buttonsIn(plain)).not.toContain("share.open");
  here.changePi("peters-u", { logs: { inThreads: true, share: "lab", mask: [] } });
});

it("typed, it is shown with who would read it, and goes at a press", async () => {
  const line = `/batch share reads --grep Error --context 1 --to <#${project}|project> --comment 'look'`;
  const question = await lab.ask(jblow, petersLab, line);
  expect(question.text).toBe(
    "Share 2 lines that match `Error` of the log of reads, with “look”? 3 people read <#C0PROJECT>; 1 of them can not see this job.",
  );
  expect(JSON.stringify(question.blocks)).toContain("1 value masked as a possible secret");
  const answer = await lab.follow(jblow, question, "share.now");
  expect(answer.text).toMatch(/^Shared 2 lines that match/);
  expect(here.slack.messages(project).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^J\. Blow shares 2 lines that match `Error` of the log of reads: look/),
  ]);
});

it("typed for a place where it can not go, it offers the dialog", async () => {
  const question = await lab.ask(jblow, petersLab, `/batch share reads --tail 2 --to <#${connect}|connect>`);
  expect(question.text).toContain("Other organisations read along there");
  expect(buttonsIn(question)).toEqual(["share.open"]);
  const none = await lab.ask(klee, general, "/batch share reads");
  expect(none.text).toMatch(/^I find no job `reads` that you can see/);
});

it("who shared and who took back stands in the audit, without a line of the log", async () => {
  const rows = audit();
  const deeds = rows.filter(({ verb, outcome }) => verb === "share" && outcome === "done");
  const done = deeds.map(({ member, detail }) => `${member} ${JSON.parse(detail).deed}`);
  expect(done).toContain(`${jblow} shared`);
  expect(done).toContain(`${jblow} taken back`);
  expect(done).toContain(`${upeters} taken back`);
  expect(done).toContain(`${jblow} found deleted`);
  expect(JSON.stringify(rows)).not.toMatch(/no reference|step \d|AKIA/);
});
