import { isDeepStrictEqual } from "node:util";
import type { ChannelId, MemberId, MessageTs } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { limits } from "../../../src/domain/limits.ts";
import { peopleIn } from "../../../src/domain/people/people-notice.ts";
import { type Place, placeOf } from "../../../src/domain/telling/place.ts";
import type { Message } from "../../../src/messages/text/message.ts";
import type { NoticeBody, NoticeRow } from "../../../src/store/notice-row.ts";
import type { Store } from "../../../src/store/open-store.ts";
import type { Thread } from "../../../src/store/thread-row.ts";
import { callsOf } from "../../../src/threads/calls.ts";
import { cardJob } from "../../../src/threads/card-job.ts";
import { renderer } from "../../../src/threads/render.ts";
import { labs } from "../labs.ts";
import type { SavedThread } from "../ledger.ts";
import type { SlackMessage } from "../slack.ts";
import { nameOf } from "../slack-client.ts";
import type { World } from "../world.ts";
import { isLeavers, wasLeft } from "./taken-out.ts";

/** What stands in Slack is, to the letter, what the bot would write now from what the store says. */
export async function wordsTrue(world: World, store: Store): Promise<string[]> {
  const found: string[] = [];
  for (const { id, ts } of world.ledger().notices()) {
    const row = await store.notices.get(id as NoticeRow["id"]);
    const thread = row && (await store.threads.get(row.thread));
    // A morning's summary says what was true as it was posted.
    if (row?.state !== "sent" || thread === undefined || row.body.kind === "digest") continue;
    const standing = standingOf(world, { row, thread, ts });
    if (standing !== undefined) found.push(...(await wrongWords(store, { row, thread, standing })));
  }
  return found;
}

type Said = { row: NoticeRow; thread: Thread };

/** Undefined where it was taken away, or stands where it could not be edited at some time, or is not to be any more. */
function standingOf(
  world: World,
  { row, thread, ts }: Said & { ts: string | null },
): SlackMessage | undefined {
  const { workspace } = world;
  const saved = world.ledger().thread(thread.id) as SavedThread;
  if (saved.state === "dead" && isLeavers(world, saved)) return undefined;
  const wantedTs = row.body.kind === "card" ? (thread.cardTs as MessageTs | undefined) : ts;
  return workspace.messages.find(
    (each) =>
      each.payload?.notice === row.id &&
      each.ts === wantedTs &&
      !each.isDeleted &&
      !workspace.wasClosed(each.channel) &&
      !wasLeft(world, saved, each.channel),
  );
}

async function wrongWords(
  store: Store,
  { row, thread, standing }: Said & { standing: SlackMessage },
): Promise<string[]> {
  const job = await (row.body.kind === "card" ? cardJob(store, thread) : store.jobs.get(row.job));
  const channel = standing.channel as ChannelId;
  const calls = await callsOf(store, row, thread.channel);
  const right: Message[] = [];
  for (const manner of manners(job, row, channel)) {
    const render = renderer({
      labs: () => labs,
      nameOf: async (member, hutchnet) => (manner.unnamed.has(member) ? hutchnet : nameOf(member)),
      placeOf: async () => manner.place,
      earlierOf: (each) => store.jobs.before(each, limits.earlierJobs),
      jobsOf: store.batches.jobs,
      askedAsOne: store.askedAsOne,
      snippetOf: store.snippets.get,
      mayStand: async () => true,
      linesOf: () => Promise.reject(new Error("a summary is not looked at")),
    });
    right.push((await render(row.body, { notice: row.id, job, channel, calls })).message);
  }
  if (right.some((message) => isSame(standing, message))) return [];
  const [wanted] = right;
  return [
    `${row.body.kind} ${row.id} of ${job?.name ?? row.job} in ${channel} says ${saidIn(standing)}, and the store says ${saidIn(wanted)}`,
  ];
}

type Manner = { place: Place; unnamed: ReadonlySet<MemberId> };

/** Where Slack did not tell who somebody is, or who reads along, it is said with less; the first is said when it tells all. */
function manners(job: Job | undefined, { body }: NoticeRow, channel: ChannelId): Manner[] {
  const people = body.kind === "people" ? peopleIn(body.told) : peopleOf(job as Job, body);
  const named = [...new Set(people)];
  const unnamed = [...Array(2 ** named.length).keys()].map((some) =>
    named.filter((_one, at) => (some & (2 ** at)) !== 0),
  );
  const pi = job && labs.pis.get(job.pi);
  const places = [false, true].map((isShared) => placeOf(pi, channel, isShared));
  return unnamed.flatMap((members) =>
    places.map((place) => ({
      place,
      unnamed: new Set(members),
    })),
  );
}

function peopleOf({ owner, stop, approval }: Job, body: NoticeBody): MemberId[] {
  const outcome = ("outcome" in body ? body.outcome : undefined) ?? approval?.outcome;
  const decider = outcome !== undefined && "by" in outcome ? [outcome.by] : [];
  return [owner, ...(stop === undefined ? [] : [stop.by]), ...decider];
}

/** As it comes over the wire: without what is undefined. */
function isSame({ text, blocks }: SlackMessage, message: Message): boolean {
  return isDeepStrictEqual(plain({ text, blocks }), plain({ text: message.text, blocks: message.blocks }));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function saidIn(message: { text: string; blocks: unknown } | undefined): string {
  return JSON.stringify(message && { text: message.text, blocks: message.blocks });
}
