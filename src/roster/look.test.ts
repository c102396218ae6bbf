import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { keptLog, warning } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import type { MemberId, TeamId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { SlackAccount } from "../domain/people/standing.ts";
import type { Loop } from "../lifecycle/loop.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import type { Store } from "../store/open-store.ts";
import { rosterLook } from "./look.ts";
import { personStandings } from "./standings.ts";

const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const manager = "U0PETERS" as MemberId;
const admin = "U0ADMIN" as MemberId;

let clock: ManualClock;
let store: Store;
let log: ReturnType<typeof keptLog>;
let looks: Loop[];
let lab: Pi;
/** Of whom Slack was asked, and what it says of them; a person of the workspace, unless told otherwise. */
let asked: MemberId[];
let accounts: Map<MemberId, SlackAccount | Error>;
let ended: number;

beforeEach(async () => {
  clock = manualClock();
  store = await openEmptyStore();
  log = keptLog();
  looks = [];
  lab = aPi();
  asked = [];
  accounts = new Map();
  ended = 0;
  await comes(manager, "manager");
  await comes(jblow);
});

afterEach(async () => {
  for (const each of looks) await each.stop();
  await store.close();
});

const comes = async (member: MemberId, role: "member" | "manager" = "member") => {
  const row = { member, pi: lab.name, hutchnet: member.toLowerCase(), role, source: admin };
  await store.roster.put(row, clock.nowMs());
  await store.standings.expect(member, clock.nowMs());
};

function look(): Loop {
  const standings = personStandings({
    directory: {
      account: async (member) => {
        asked.push(member);
        const account = accounts.get(member) ?? {};
        if (account instanceof Error) throw account;
        return account;
      },
    },
    store,
    labs: () => labsOf(lab),
    admins: [admin],
    team: () => "T0HUTCH" as TeamId,
    clock,
    logger: log.logger,
    quietMs: 60_000,
    onEnded: () => {
      ended += 1;
    },
  });
  const made = rosterLook({ store, standings, clock, logger: log.logger });
  looks.push(made);
  made.start();
  return made;
}

/** Nobody looks meanwhile. */
async function passes(ms: number): Promise<void> {
  for (const each of looks.splice(0)) await each.stop();
  await clock.advance(ms);
}

const labsFor = async (member: MemberId) => (await store.roster.membershipsOf(member)).map(({ pi }) => pi);
const told = async () =>
  (await store.notices.heads(clock.nowMs(), 50)).flatMap(({ notice: { body }, thread }) =>
    body.kind === "people" ? [`${body.told.is} to ${thread.channel}`] : [],
  );

test("each is asked about once a day, one after the other", async () => {
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(asked.toSorted()).toEqual([jblow, manager]);
  await passes(limits.lookMs - 10 * limits.lookGapMs);
  look();
  await clock.advance(limits.lookGapMs);
  expect(asked).toHaveLength(2);
  await clock.advance(limits.lookRetryMs);
  expect(asked.toSorted()).toEqual([jblow, jblow, manager, manager]);
});

test("two are never asked about in the same moment", async () => {
  look();
  await clock.settle();
  expect(asked).toHaveLength(1);
  await clock.advance(limits.lookGapMs);
  expect(new Set(asked).size).toBe(asked.length);
});

test("who has left without a word is taken out at the next look, and the lab's managers hear of it", async () => {
  accounts.set(jblow, { deleted: true });
  await passes(limits.lookMs);
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(await labsFor(jblow)).toEqual([]);
  expect(await labsFor(manager)).toEqual([lab.name]);
  expect(await told()).toEqual([`left to ${manager}`]);
  expect(ended).toBe(1);
});

test("whom Slack does not know any more is nobody's member", async () => {
  accounts.set(jblow, new SlackTrouble("permanent", "user_not_found"));
  await passes(limits.lookMs);
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(await labsFor(jblow)).toEqual([]);
});

test("a guest stays as long as the labs file lets guests in, and hears it when it does no more", async () => {
  lab = aPi({ guests: true });
  accounts.set(jblow, { is_restricted: true });
  await passes(limits.lookMs);
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(await labsFor(jblow)).toEqual([lab.name]);
  lab = aPi({ guests: false });
  await passes(limits.lookMs);
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(await labsFor(jblow)).toEqual([]);
  expect((await told()).toSorted()).toEqual([`left to ${manager}`, `taken out to ${jblow}`]);
});

test("that Slack does not answer takes nobody out, and keeps nobody else waiting for a day", async () => {
  accounts.set(jblow, new SlackTrouble("later", "ratelimited", { retryAfterMs: 30_000 }));
  accounts.set(manager, { deleted: true });
  await passes(limits.lookMs);
  look();
  await clock.advance(2 * limits.lookRetryMs);
  expect(await labsFor(jblow)).toEqual([lab.name]);
  expect(await labsFor(manager)).toEqual([]);
  expect(log.lines.some(({ level }) => level === warning)).toBe(true);
  accounts.set(jblow, { deleted: true });
  await clock.advance(2 * limits.lookRetryMs);
  expect(await labsFor(jblow)).toEqual([]);
});

test("of two replicas one asks about each", async () => {
  await passes(limits.lookMs);
  look();
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(asked.toSorted()).toEqual([jblow, manager]);
});

test("a look that a process died in is made again", async () => {
  await passes(limits.lookMs);
  const nowMs = clock.nowMs();
  expect(await store.standings.claim(nowMs, nowMs + limits.lookLeaseMs)).toBeDefined();
  look();
  await clock.advance(limits.lookLeaseMs + 3 * limits.lookGapMs);
  expect(asked.toSorted()).toEqual([jblow, manager]);
});

test("who comes to a lab later is looked at within a minute", async () => {
  look();
  await clock.advance(3 * limits.lookGapMs);
  await comes(amate);
  accounts.set(amate, { is_bot: true });
  await clock.advance(limits.lookRetryMs + limits.lookGapMs);
  expect(await labsFor(amate)).toEqual([]);
});

test("an admin is looked at as well, though they are of no lab", async () => {
  await store.standings.expect(admin, clock.nowMs());
  accounts.set(admin, { deleted: true });
  look();
  await clock.advance(3 * limits.lookGapMs);
  expect(await store.standings.of(admin)).toBe("deactivated");
});
