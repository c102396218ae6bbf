/** Whoever can make up a request makes up ids, drafts, forms, places and teams: nothing of a lab comes of it. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { fillingIn } from "../support/filling-in.ts";
import { forging } from "../support/forging.ts";
import { gate } from "../support/gate.ts";
import { admin, amate, bot, doeLab, general, jblow, klee, petersLab, team } from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonValue } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;
let form: ReturnType<typeof fillingIn>;
let forged: ReturnType<typeof forging>;
let open: () => void;
let refused = 0;

const partner = "T0PARTNER";
const outside = /^I run jobs only for people of this workspace/;

beforeAll(async () => {
  here = await startHere({ speed: 2 });
  lab = atWork(here);
  form = fillingIn(here);
  forged = forging(here);
  const program = gate(here.folder, "ours");
  open = program.open;
  await lab.ask(jblow, petersLab, `/batch submit --jobdef hello --name ours -- ${program.command}`);
  await lab.shows("ours", "running");
});

afterAll(async () => {
  open();
  await lab.ended("ours");
  // No trigger that is made up opens a view.
  const slackTrouble = ["views.open invalid_trigger_id", "views.update not_found"];
  await expectNothingLeft(here, { refused, slackTrouble }).finally(() => here.close());
});

const writes = () =>
  here.aws
    .calls()
    .filter(({ service, operation }) => service === "batch" && !/^(Describe|List)/.test(operation))
    .map(({ operation, sourceIdentity }) => `${operation} by ${sourceIdentity}`);
const direct = (user: string) => here.slack.messages(`D${user.slice(1)}`).filter(({ isBot }) => isBot);

describe("a press that was seen before", () => {
  it("is refused with its signature of then, and changes nothing with a new one", async () => {
    const card = lab.cardOf("ours");
    await lab.press(jblow, { channel: petersLab, ts: card.ts }, "status");
    const { payload } = here.slack.deliveries.at(-1) ?? {};
    const old = { timestampSec: Math.floor(here.clock.nowMs() / 1_000) - 301 };
    expect((await here.slack.deliver("interactive", payload ?? {}, old)).status).toBe(401);
    refused += 1;
    const answers = here.slack.ephemerals(jblow).length;
    expect((await here.slack.deliver("interactive", payload ?? {})).status).toBe(200);
    await lab.ask(jblow, petersLab, "/batch whoami");
    expect(here.slack.ephemerals(jblow)).toHaveLength(answers + 1);
  });

  it("is another's with another's name on it: who it is for is looked at, and not what they were shown", async () => {
    const question = await lab.ask(jblow, petersLab, "/batch cancel ours");
    const value = buttonValue(question, "cancel.confirm");
    const before = writes();
    for (const user of [klee, amate]) {
      const answer = await forged.presses(user, { actionId: "cancel.confirm", value });
      expect(answer.text).toMatch(/^This button no longer works/);
    }
    expect(writes()).toEqual(before);
  });
});

describe("an answer goes nowhere but to Slack", () => {
  it.each([["another host"], ["a host that only looks like Slack's"]])("and not to %s", async (name) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end("ok");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const host = name.includes("looks") ? `hooks.slack.com@127.0.0.1:${port}` : `127.0.0.1:${port}`;
    const before = direct(jblow).length;
    await forged.press(jblow, { actionId: "whoami", responseUrl: `http://${host}/actions/1` });
    await lab.see(() => direct(jblow).length === before + 1);
    expect(direct(jblow).at(-1)?.text).toMatch(/^You are in 1 lab: peters-u/);
    expect(asked).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("ids that were swapped", () => {
  it("one's own draft does only what it was made for", async () => {
    const shown = await lab.ask(
      jblow,
      petersLab,
      "/batch submit --dry-run --jobdef hello --name never -- true",
    );
    const question = await lab.ask(jblow, petersLab, "/batch cancel ours");
    const [dry, stop] = [buttonValue(shown, "submit.confirm"), buttonValue(question, "cancel.confirm")];
    const before = writes();
    for (const [actionId, value] of [
      ["submit.confirm", stop],
      ["submit.batch", dry],
      ["submit.table", dry],
      ["submit.like", stop],
      ["submit.corrected", dry],
      ["cancel.confirm", dry],
      ["retry.confirm", stop],
      ["list.more", dry],
      ["list.next", stop],
      ["logs.more", stop],
      ["logs.keep", dry],
      ["share.now", stop],
      ["define.register", dry],
      ["access list.page", dry],
      ["access remove.confirm", stop],
    ] as const)
      expect((await forged.presses(jblow, { actionId, value })).text, actionId).toMatch(
        /^This button no longer works/,
      );
    expect(writes()).toEqual(before);
    expect(lab.jobsNamed("never")).toEqual([]);
  });

  it("an id of another kind, or of nothing, is nothing", async () => {
    const job = buttonValue(lab.cardOf("ours"), "cancel");
    for (const actionId of ["access add.give", "answer.open", "share.takeback", "logs.stop", "logs.stopfile"])
      for (const value of [job, "", "a_", "../x", "s_00000000000000000000"]) {
        const { text } = await forged.presses(admin, { actionId, value });
        expect(text, `${actionId} ${value}`).not.toContain("went wrong");
      }
  });

  it("a lab, a definition or a job put into a form is one's own or nothing", async () => {
    const view = await form.asks(klee, doeLab, "/batch submit");
    const opened = { verb: "submit", draft: view.private_metadata };
    const sent = await forged.submits(klee, {
      ...opened,
      filled: { lab: "peters-u", jobdef: "hello", name: "strayed" },
    });
    expect(JSON.stringify(sent)).toContain("no longer in its lab");
    const waits = await forged.submits(klee, {
      ...opened,
      filled: { jobdef: "hello", name: "strayed", dependsOn: lab.jobNamed("ours").jobId },
    });
    const none = await forged.submits(klee, {
      ...opened,
      filled: { jobdef: "hello", name: "strayed", dependsOn: "0123abcd-0000-4000-8000-000000000000" },
    });
    const bare = (json: unknown) => JSON.stringify(json).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
    expect(bare(waits)).toBe(bare(none));
    expect(lab.jobsNamed("strayed", "222233334444")).toEqual([]);
    const typed = { field: "dependsOn", typed: lab.jobNamed("ours").jobId.slice(0, 8) };
    expect(await forged.offers(klee, { ...opened, filled: {} }, typed)).toEqual({ options: [] });
  });
});

describe("a form", () => {
  it("that was opened for somebody else does nothing, offers nothing and says nothing", async () => {
    const view = await form.asks(jblow, petersLab, "/batch submit");
    const theirs = {
      verb: "submit",
      draft: view.private_metadata,
      filled: { jobdef: "hello", name: "stolen" },
    };
    for (const user of [klee, amate]) {
      expect(JSON.stringify(await forged.submits(user, theirs))).toContain("no longer in its lab");
      expect(await forged.offers(user, theirs, { field: "jobdef", typed: "hel" })).toEqual({ options: [] });
    }
    const request = { verb: "access request", draft: "d_00000000000000000000", filled: {} };
    expect(await forged.offers("U0GUEST", request, { field: "pi", typed: "peters" })).toEqual({
      options: [],
    });
    expect(lab.jobsNamed("stolen")).toEqual([]);
  });

  it("that was opened before access was lost, and is sent after, does nothing", async () => {
    await form.asks(amate, petersLab, "/batch submit");
    const before = writes();
    const roster = here.store.roster;
    await roster.remove(amate as never, "peters-u" as never);
    const sent = await form.sends(amate, { jobdef: "hello", name: "late" });
    expect(JSON.stringify(sent)).toMatch(/no longer in its lab/);
    await roster.put(
      {
        member: amate as never,
        pi: "peters-u" as never,
        hutchnet: "amate",
        role: "member",
        source: "labs file",
      },
      here.clock.nowMs(),
    );
    expect(writes()).toEqual(before);
    expect(lab.jobsNamed("late")).toEqual([]);
  });
});

it("Home says of itself where its answers go, and no channel can be put there", async () => {
  const view = { type: "home", id: "V0HOME", private_metadata: doeLab };
  const before = here.slack.messages(doeLab).length;
  await forged.press(jblow, { actionId: "status", view });
  await lab.ask(jblow, petersLab, "/batch whoami");
  expect(here.slack.messages(doeLab)).toHaveLength(before);
});

describe("somebody of another organisation, in a channel that is shared with it", () => {
  const calls = () => here.aws.calls().filter(({ service }) => service !== "events").length;

  it("is of no lab, whatever they press, choose, send or say", async () => {
    const card = lab.cardOf("ours");
    const before = calls();
    const value = buttonValue(card, "cancel");
    for (const actionId of ["status", "logs", "cancel"])
      expect((await forged.presses(jblow, { actionId, value, ofTeam: partner })).text).toMatch(
        /^I find no job/,
      );
    const asked = {
      text: '```{"jobName":"x","jobDefinition":"hello","jobQueue":"default"}```',
      ofTeam: partner,
    };
    expect((await forged.chooses(jblow, asked)).text).toMatch(outside);
    const filled = { pi: "peters-u", hutchnet: "jblow", reason: "let me in" };
    await forged.submits(jblow, { verb: "access request", draft: "d_00000000000000000000", filled }, partner);
    await lab.see(() => direct(jblow).some(({ text }) => outside.test(text)));
    const mention = (extra: object) =>
      here.slack.deliver("event", {
        type: "event_callback",
        team_id: team.id,
        event_id: `Ev${Math.random()}`,
        event: {
          type: "app_mention",
          user: jblow,
          channel: general,
          text: `<@${bot.userId}> whoami`,
          ts: "1.1",
          ...extra,
        },
      });
    for (const extra of [{ user_team: partner, team: team.id }, { team: partner }]) {
      const answers = here.slack.ephemerals(jblow).length;
      expect((await mention(extra)).status).toBe(200);
      await lab.see(() => here.slack.ephemerals(jblow).length === answers + 1);
      expect(here.slack.ephemerals(jblow).at(-1)?.text).toMatch(outside);
    }
    expect(calls()).toBe(before);
    expect(await here.store.accessRequests.openOf(jblow as never)).toEqual([]);
  });

  it("is of no lab where Slack says so only when it is asked about them", async () => {
    await here.store.standings.told(klee as never, "stranger", Number.MAX_SAFE_INTEGER);
    expect((await lab.ask(klee, doeLab, "/batch whoami")).text).toMatch(outside);
    await here.store.standings.told(klee as never, "member", Number.MAX_SAFE_INTEGER);
  });
});

it("a bot or a workflow that mentions the bot is not answered, and one on the roster is of no lab", async () => {
  const answers = () => here.slack.calls.filter(({ method }) => method === "chat.postEphemeral").length;
  const before = answers();
  const { status } = await here.slack.deliver("event", {
    type: "event_callback",
    team_id: team.id,
    event_id: "Ev-of-a-bot",
    event: {
      type: "app_mention",
      user: jblow,
      bot_id: "B0WORKFLOW",
      channel: general,
      text: `<@${bot.userId}> cancel ours --yes`,
      ts: "1.1",
    },
  });
  expect(status).toBe(200);
  await here.store.standings.told(amate as never, "bot", Number.MAX_SAFE_INTEGER);
  expect((await lab.ask(amate, general, "/batch cancel ours --yes")).text).toMatch(/^I find no job/);
  await here.store.standings.told(amate as never, "member", Number.MAX_SAFE_INTEGER);
  expect(answers()).toBe(before);
  expect(writes().some((write) => write.startsWith("TerminateJob"))).toBe(false);
});
