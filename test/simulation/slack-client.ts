import type { WebClient } from "@slack/web-api";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { bot, team } from "./labs.ts";
import { type Fate, send, type Wire } from "./network.ts";
import type { Sabotage } from "./sabotage.ts";
import type { Payload, SlackMessage, Workspace } from "./slack.ts";
import { type SlackSpell, slackFate } from "./slack-fates.ts";

/** One call to Slack as it leaves the bot. */
export type SlackCall = {
  method: string;
  channel?: string;
  threadTs?: string;
  ts?: string;
  payload?: Payload;
};

export type SlackWire = Wire & {
  chance: Chance;
  faults: Faults;
  workspace: Workspace;
  spell(): SlackSpell | undefined;
  onCall(call: SlackCall): void;
  /** The bot has heard that it is to leave a method alone. */
  onLimited(method: string, untilMs: number): void;
  sabotage: Sabotage | undefined;
};

type Args = {
  channel?: string;
  ts?: string;
  thread_ts?: string;
  text?: string;
  blocks?: unknown;
  user?: string;
  users?: string;
  user_id?: string;
  oldest?: string;
  latest?: string;
  limit?: number;
  cursor?: string;
  view?: { blocks: unknown };
  metadata?: { event_payload: Payload };
};

/** Slack's client as the bot is handed it, with as many of its methods as the bot uses. */
export function slackClient(wire: SlackWire): WebClient {
  const { workspace, chance, faults } = wire;

  const call = async <T>(method: string, args: Args, deed: () => T): Promise<T> => {
    const { channel, thread_ts: threadTs, ts, metadata } = args;
    const payload = metadata?.event_payload;
    wire.onCall({
      method,
      ...(channel === undefined ? {} : { channel }),
      ...(threadTs === undefined ? {} : { threadTs }),
      ...(ts === undefined ? {} : { ts }),
      ...(payload === undefined ? {} : { payload }),
    });
    const fate = slackFate(wire, wire.spell());
    noteLimit(wire, method, fate);
    const about =
      payload === undefined ? "" : ` ${payload.kind} ${payload.notice} v${payload.version ?? "-"}`;
    return send(wire, `slack ${method} ${channel ?? ""}${about}`, { fate, deed });
  };

  const written = ({ channel = "", text = "", blocks, thread_ts, metadata }: Args) => ({
    channel,
    text,
    blocks,
    ...(thread_ts === undefined ? {} : { threadTs: thread_ts }),
    ...(metadata === undefined ? {} : { payload: metadata.event_payload }),
  });

  const read = (method: string, args: Args, threadTs?: string) =>
    call(method, args, () => {
      const oldest = Number(args.oldest ?? 0);
      const latest = Number(args.latest ?? Number.POSITIVE_INFINITY);
      const where = { channel: args.channel ?? "", oldest, latest };
      const found = workspace.read(threadTs === undefined ? where : { ...where, threadTs });
      const inOrder = threadTs === undefined ? found.toReversed() : found;
      return page(inOrder, args, wire.sabotage === "look-ups hide metadata");
    });

  const methods = {
    auth: {
      test: () =>
        call("auth.test", {}, () => ({ ok: true, team_id: team, bot_id: bot.botId, user_id: bot.userId })),
    },
    chat: {
      postMessage: (args: Args) =>
        call("chat.postMessage", args, () => {
          const lagMs = faults.strikes("Slack's look-up lags") ? chance.between(100, 8_000) : 0;
          const ts = workspace.post(written(args), lagMs);
          if (args.metadata === undefined && args.channel?.startsWith("D"))
            workspace.whisper({
              member: `U${args.channel.slice(1)}`,
              text: args.text ?? "",
              blocks: args.blocks,
            });
          return { ok: true, ts };
        }),
      update: (args: Args) =>
        call("chat.update", args, () => {
          if (!isEditLost(wire.sabotage, args)) workspace.update(written(args), args.ts ?? "");
        }),
      postEphemeral: (args: Args) =>
        call("chat.postEphemeral", args, () => {
          workspace.mayWrite(args.channel ?? "");
          workspace.whisper({ member: args.user ?? "", text: args.text ?? "", blocks: args.blocks });
        }),
      getPermalink: (args: Args) =>
        call("chat.getPermalink", args, () => ({
          ok: true,
          permalink: `https://hutch.slack.com/archives/${args.channel}/p1`,
        })),
    },
    conversations: {
      history: (args: Args) => read("conversations.history", args),
      replies: (args: Args) => read("conversations.replies", args, args.ts),
      info: (args: Args) =>
        call("conversations.info", args, () => ({
          ok: true,
          channel: { id: args.channel, is_ext_shared: false },
        })),
      members: (args: Args) => call("conversations.members", args, () => ({ ok: true, members: [] })),
      open: (args: Args) =>
        call("conversations.open", args, () => ({ ok: true, channel: { id: `D${args.users?.slice(1)}` } })),
    },
    users: {
      info: (args: Args) =>
        call("users.info", args, () => ({ ok: true, user: { real_name: nameOf(args.user ?? "") } })),
    },
    views: {
      open: (args: Args) => call("views.open", args, () => ({ ok: true, view: { id: "V1", hash: "h1" } })),
      update: (args: Args) => call("views.update", args, () => ({ ok: true })),
      publish: (args: Args) =>
        call("views.publish", args, () =>
          workspace.whisper({ member: args.user_id ?? "", text: "Home", blocks: args.view?.blocks }),
        ),
    },
  };
  return methods as unknown as WebClient;
}

/** How somebody is called in this workspace. */
export function nameOf(member: string): string {
  return `Dr ${member.slice(2)}`;
}

function isEditLost(sabotage: Sabotage | undefined, { metadata }: Args): boolean {
  if (sabotage === "edits are lost") return true;
  return sabotage === "edits of replies are lost" && metadata?.event_payload.kind !== "card";
}

/** When the bot hears of it, the method is to rest. */
function noteLimit(
  { clock, life, onLimited }: SlackWire,
  method: string,
  { error, answerAfterMs }: Fate,
): void {
  if (error === undefined || !("retryAfter" in error)) return;
  const seconds = Number(error.retryAfter);
  clock.after(answerAfterMs, () => {
    if (!life.isOver()) onLimited(method, clock.nowMs() + seconds * 1_000);
  });
}

function page(found: readonly SlackMessage[], { limit = 100, cursor = "0" }: Args, hidesMetadata: boolean) {
  const from = Number(cursor);
  const messages = found.slice(from, from + limit).map(({ ts, text, threadTs, payload }) => ({
    ts,
    text,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(payload === undefined || hidesMetadata
      ? {}
      : { metadata: { event_type: "batchmate", event_payload: payload } }),
  }));
  const next = from + limit < found.length ? String(from + limit) : "";
  return { ok: true, messages, response_metadata: { next_cursor: next } };
}
