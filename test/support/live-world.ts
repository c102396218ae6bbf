import { liveLogIdOf, noticeIdOf } from "../../src/domain/derived-ids.ts";
import type { ChannelId, MemberId, NoticeId } from "../../src/domain/ids.ts";
import type { State } from "../../src/domain/job/job-state.ts";
import { limits } from "../../src/domain/limits.ts";
import {
  type LiveLook,
  type LiveState,
  type LiveTail,
  liveBeginning,
  tailOf,
} from "../../src/domain/logs/live-log.ts";
import { placeOf } from "../../src/domain/telling/place.ts";
import type { Loop } from "../../src/lifecycle/loop.ts";
import type { Thread } from "../../src/store/thread-row.ts";
import { liveLogs } from "../../src/threads/live-logs.ts";
import { aPi, labsOf } from "../fixtures/a-pi.ts";
import { jobNo } from "./saved-jobs.ts";
import { plainRender, threadWorld } from "./thread-world.ts";

const job = jobNo(1, { state: "running" });
const followed = { job: job.id };

export type LiveWorld = Awaited<ReturnType<typeof liveWorld>>;

/** A job whose card stands, a log of it that somebody writes, and those who read it; each line shown is `lines (left out, how)`. */
export async function liveWorld() {
  const threads = await threadWorld();
  const { store, clock, slack } = threads;
  threads.render = async (body, post) => {
    const rendered = await plainRender(body, post);
    return body.kind === "tail" ? { ...rendered, message: { text: said(body), blocks: [] } } : rendered;
  };
  const thread = await threads.thread(job);
  await threads.say(thread, "card");
  const delivery = threads.open();
  delivery.start();
  await clock.advance(2_000);
  const readers: Loop[] = [];

  /** A position is how many of the printed lines were read. */
  const look = async (state: LiveState): Promise<LiveLook> => {
    world.looks.push(clock.nowMs());
    if (world.trouble !== undefined) throw world.trouble;
    const { printed, ended } = world;
    const from = Number(state.positions.a?.token ?? 0);
    return {
      kind: "looked",
      lines: printed.slice(from).map((text, n) => ({ atMs: from + n, text, attempt: 1 })),
      positions: { a: { token: String(printed.length) } },
      ...(printed.length > 0 ? { attempt: { number: 1, of: 1 } } : {}),
      ...(ended === undefined ? {} : { ended }),
    };
  };

  const world = {
    ...threads,
    delivery,
    thread,
    live: liveLogIdOf(followed),
    printed: [] as string[],
    pi: aPi(),
    trouble: undefined as Error | undefined,
    ended: undefined as { state: State } | undefined,
    /** When somebody looked at the log. */
    looks: [] as number[],
    /** Who has left the lab. */
    left: [] as MemberId[],

    /** One process that reads logs. */
    reads: (): void => {
      const reader = liveLogs({
        store,
        labs: () => labsOf(world.pi),
        placeOf: async (_job, channel) => placeOf(world.pi, channel, false),
        follower: { ask: async () => ({}), look: (_job, _detail, state) => look(state) },
        maySee: async (member) => !world.left.includes(member),
        clock,
        logger: threads.log.logger,
        onAmended: () => delivery.wake(),
      });
      readers.push(reader);
      reader.start();
    },

    /** The processes that read are dead: what they still do comes to nothing, and nobody waits for them. */
    die: (): void => void readers.splice(0),

    follow: async (member = "U0JBLOW" as MemberId, place: Thread = thread): Promise<NoticeId> => {
      const notice = noticeIdOf(place.id, "tail");
      const nowMs = clock.nowMs();
      const untilMs = nowMs + limits.liveMs;
      const body = tailOf(
        { kind: "tail", followed, by: member, lines: [], leftOut: 0, now: { kind: "waiting", untilMs } },
        liveBeginning,
        { untilMs, nowMs },
      );
      await store.transaction(async (tables) => {
        await tables.notices.add({
          id: notice,
          thread: place.id,
          job: job.id,
          key: "tail",
          body,
          createdAtMs: nowMs,
        });
        await tables.liveLogs.follow({ notice, member, live: world.live, untilMs, followed }, nowMs);
      });
      delivery.wake();
      return notice;
    },

    /** The direct messages of a person, for a message of its own. */
    directOf: async (member: MemberId): Promise<Thread> => {
      const { cardTs: _none, ...bare } = thread;
      const direct = { ...bare, id: "t_direct", channel: member as string as ChannelId };
      await store.threads.addBare(direct);
      return direct;
    },

    shown: (channel = "C0PETERS"): string[] =>
      slack.shown(channel).filter((text) => text.includes("left out")),
    edits: (): number => slack.calls.filter(({ method }) => method === "edit").length,

    close: async (): Promise<void> => {
      for (const each of readers) await each.stop();
      await delivery.stop();
      await store.close();
    },
  };
  return world;
}

function said({ lines, leftOut, now }: LiveTail): string {
  const how = now.kind === "ended" ? `ended: ${now.why.kind}` : now.kind;
  return `${lines.map(({ text }) => text).join(" ")} (${leftOut} left out, ${how})`;
}
