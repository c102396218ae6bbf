import { channels } from "./labs.ts";
import { refusal } from "./slack-errors.ts";

/** What a post's metadata says of it. */
export type Payload = {
  kind: string;
  job?: string;
  submission?: string;
  notice: string;
  state?: string;
  version?: number;
};

export type SlackMessage = {
  channel: string;
  ts: string;
  threadTs?: string;
  text: string;
  blocks: unknown;
  payload?: Payload;
  postedAtMs: number;
  /** Look-ups do not show it before. */
  visibleAtMs: number;
  edits: number;
  isDeleted: boolean;
};

/** A private answer, whichever way it came. */
export type PrivateAnswer = {
  member: string;
  text: string;
  blocks: unknown;
  atMs: number;
  responseUrl?: string;
};

export type Workspace = ReturnType<typeof openWorkspace>;

export type Written = {
  channel: string;
  text: string;
  blocks: unknown;
  threadTs?: string;
  payload?: Payload;
};

/** A Slack workspace as it truly is, whatever the bot was told. */
export function openWorkspace(nowMs: () => number) {
  const messages: SlackMessage[] = [];
  const answers: PrivateAnswer[] = [];
  const places = new Map(
    channels.map(({ id, hasBot }) => [id, { hasBot, isArchived: false, wasClosed: !hasBot }]),
  );
  let posted = 0;
  const readers: ((answer: PrivateAnswer) => void)[] = [];

  /** What is archived can still be read. */
  const mayRead = (channel: string): void => {
    if (channel.startsWith("D")) return;
    const place = places.get(channel);
    if (place === undefined) throw refusal("channel_not_found");
    if (!place.hasBot) throw refusal("not_in_channel");
  };

  const mayWrite = (channel: string): void => {
    mayRead(channel);
    if (places.get(channel)?.isArchived === true) throw refusal("is_archived");
  };

  /** A card that was deleted with replies under it leaves a stone, under which more can be said. */
  const hasThread = (channel: string, ts: string): boolean =>
    messages.some(
      (each) => each.channel === channel && !each.isDeleted && (each.ts === ts || each.threadTs === ts),
    );

  const find = (channel: string, ts: string): SlackMessage | undefined =>
    messages.find((each) => each.channel === channel && each.ts === ts && !each.isDeleted);

  return {
    messages,
    answers,

    post({ channel, text, blocks, threadTs, payload }: Written, lagMs = 0): string {
      mayWrite(channel);
      if (threadTs !== undefined && !hasThread(channel, threadTs)) throw refusal("thread_not_found");
      posted += 1;
      const ts = `${Math.floor(nowMs() / 1_000)}.${String(posted).padStart(6, "0")}`;
      messages.push({
        channel,
        ts,
        text,
        blocks,
        ...(threadTs === undefined ? {} : { threadTs }),
        ...(payload === undefined ? {} : { payload }),
        postedAtMs: nowMs(),
        visibleAtMs: nowMs() + lagMs,
        edits: 0,
        isDeleted: false,
      });
      return ts;
    },

    update({ channel, text, blocks, payload }: Written, ts: string): void {
      mayWrite(channel);
      const message = find(channel, ts);
      if (message === undefined) throw refusal("message_not_found");
      message.text = text;
      message.blocks = blocks;
      if (payload !== undefined) message.payload = payload;
      message.edits += 1;
    },

    /** Messages of a channel without threads, or of one thread; between two times. */
    read(where: { channel: string; threadTs?: string; oldest: number; latest: number }): SlackMessage[] {
      mayRead(where.channel);
      if (where.threadTs !== undefined && !hasThread(where.channel, where.threadTs))
        throw refusal("thread_not_found");
      return messages.filter(
        (each) =>
          each.channel === where.channel &&
          !each.isDeleted &&
          each.visibleAtMs <= nowMs() &&
          (where.threadTs === undefined
            ? each.threadTs === undefined
            : each.threadTs === where.threadTs || each.ts === where.threadTs) &&
          Number(each.ts) >= where.oldest &&
          Number(each.ts) <= where.latest,
      );
    },

    whisper(answer: Omit<PrivateAnswer, "atMs">): void {
      const whole = { ...answer, atMs: nowMs() };
      answers.push(whole);
      for (const read of readers) read(whole);
    },

    /** Who reads the answers, beside those who do already. */
    onAnswer(read: (answer: PrivateAnswer) => void): void {
      readers.push(read);
    },

    delete(message: SlackMessage): void {
      message.isDeleted = true;
    },

    channelsWithBot: (): string[] =>
      [...places].filter(([, { hasBot, isArchived }]) => hasBot && !isArchived).map(([id]) => id),

    archive(channel: string): void {
      const place = places.get(channel);
      if (place !== undefined) Object.assign(place, { isArchived: true, wasClosed: true });
    },

    /** The bot is thrown out, or let in again. */
    setBotIn(channel: string, hasBot: boolean): void {
      const place = places.get(channel);
      if (place !== undefined) Object.assign(place, { hasBot, wasClosed: true });
    },

    /** Whether at some time nothing could be posted there. */
    wasClosed: (channel: string): boolean => places.get(channel)?.wasClosed === true,
    isOpen: (channel: string): boolean => {
      const place = places.get(channel);
      return channel.startsWith("D") || (place?.hasBot === true && !place.isArchived);
    },
    mayWrite,
  };
}
