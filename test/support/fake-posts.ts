import type { ChannelId, MessageTs, NoticeId } from "../../src/domain/ids.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import type { Post, PostMetadata } from "../../src/slack/posts.ts";
import {
  isAboutTheForm,
  isAboutTheMessage,
  isAboutThePlace,
  isAboutTheToken,
  SlackTrouble,
} from "../../src/slack/slack-trouble.ts";
import type { ThreadPosts } from "../../src/threads/deliver-context.ts";

export type FakeMessage = {
  channel: string;
  ts: string;
  threadTs?: string;
  text: string;
  metadata: PostMetadata;
  edits: number;
};

export type SlackCall = {
  method: "post" | "edit" | "find" | "open" | "probe";
  channel: string;
  threadTs?: string | undefined;
  notice?: NoticeId;
  atMs: number;
};

/** What befalls a call: it waits, it is done, done some ms later or not at all, and it is answered with trouble or not. */
export type Mishap = { until?: Promise<unknown>; trouble?: SlackTrouble; done?: true | number };

export type FakePosts = {
  posts: ThreadPosts;
  messages: FakeMessage[];
  calls: SlackCall[];
  /** Decides on each call; without it all goes well. */
  mishap: (call: SlackCall) => Mishap | undefined;
  /** Somebody takes a message away. */
  remove(text: string): void;
  /** What stands in a channel, cards and replies as people see them. */
  shown(channel?: string): string[];
};

export const silence = new SlackTrouble("unknown", "http_503");
export const unreachable = new SlackTrouble("later", "ECONNREFUSED");
export const refused = (code: string) => new SlackTrouble("permanent", code);
export const tooFast = (retryAfterMs: number) => new SlackTrouble("later", "ratelimited", { retryAfterMs });

/** Slack, as far as threads need it: what is posted stands, and each call can go wrong. */
export function fakePosts(clock: Clock): FakePosts {
  const messages: FakeMessage[] = [];
  const calls: SlackCall[] = [];

  const call = async <T>(made: Omit<SlackCall, "atMs">, deed: () => T): Promise<T> => {
    const entry: SlackCall = { ...made, atMs: clock.nowMs() };
    calls.push(entry);
    const { until, trouble, done } = slack.mishap(entry) ?? {};
    await until;
    if (trouble === undefined) return deed();
    if (done === true) deed();
    else if (done !== undefined) clock.after(done, deed);
    throw trouble;
  };

  const posts: ThreadPosts = {
    post: ({ channel, threadTs, message, metadata }: Post) =>
      call({ method: "post", channel, threadTs, notice: metadata.notice }, () => {
        const ts = `${Math.floor(clock.nowMs() / 1_000)}.${String(messages.length + 1).padStart(6, "0")}`;
        const where = { channel, ts, ...(threadTs === undefined ? {} : { threadTs }) };
        messages.push({ ...where, text: message.text, metadata, edits: 0 });
        const isApart = threadTs !== undefined && !messages.some((each) => each.ts === threadTs);
        return { ts: ts as MessageTs, ...(isApart ? { isApart } : {}) };
      }),
    edit: ({ channel, message, metadata }, ts) =>
      call({ method: "edit", channel, notice: metadata.notice }, () => {
        const edited = messages.find((each) => each.channel === channel && each.ts === ts);
        if (edited === undefined) throw refused("message_not_found");
        edited.text = message.text;
        edited.metadata = metadata;
        edited.edits += 1;
      }),
    find: ({ channel, threadTs }, notice) =>
      call({ method: "find", channel, notice }, () => {
        const found = messages.find(
          (each) => each.channel === channel && each.threadTs === threadTs && each.metadata.notice === notice,
        );
        return found?.ts as MessageTs | undefined;
      }),
    directChannel: (member) =>
      call({ method: "open", channel: member }, () => `D${member.slice(1)}` as ChannelId),
    probe: () => call({ method: "probe", channel: "" }, () => undefined),
    isClosed: isAboutThePlace,
    isLockedOut: isAboutTheToken,
    isAboutTheForm,
    isGone: isAboutTheMessage,
  };

  const slack: FakePosts = {
    posts,
    messages,
    calls,
    mishap: () => undefined,
    remove: (text) => {
      const at = messages.findIndex((each) => each.text === text);
      if (at < 0) throw new Error(`nothing says ${text}`);
      messages.splice(at, 1);
    },
    shown: (channel) =>
      messages
        .filter((each) => channel === undefined || each.channel === channel)
        .map(({ threadTs, text }) => (threadTs === undefined ? text : `> ${text}`)),
  };
  return slack;
}

/** Mishaps for the first calls of a method, in turn; afterwards all goes well. */
export function inTurn(plan: Partial<Record<SlackCall["method"], readonly Mishap[]>>) {
  const made = new Map<SlackCall["method"], number>();
  return ({ method }: SlackCall): Mishap | undefined => {
    const n = made.get(method) ?? 0;
    made.set(method, n + 1);
    return plan[method]?.[n];
  };
}
