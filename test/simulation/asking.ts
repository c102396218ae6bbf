import type { ChannelId, DraftId, InvocationId, MemberId } from "../../src/domain/ids.ts";
import { draftInvocationId, type Invocation } from "../../src/domain/invocation.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import type { Reception } from "../../src/doors/reception.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { botless, general, team } from "./labs.ts";
import { responseUrl } from "./response-urls.ts";
import type { Trace } from "./trace.ts";

/** Something that a person asked for. */
export type Asked = {
  id: InvocationId;
  member: MemberId;
  text: string;
  atMs: number;
  /** Since when it is durable: from then on it must be answered. */
  ackedAtMs?: number;
  /** So many jobs it sends at once. */
  rows?: number;
};

/** Somebody, and the lab in whose channel they mostly are. */
export type Who = { pi: Pi; member: MemberId };

/** How what people type and press gets to the bot. */
export type Asking = {
  invocationOf(who: Who, rest: Pick<Invocation, "verb" | "input" | "via">): Invocation;
  take(invocation: Invocation, text: string, rows?: number): void;
  type(who: Who, text: string): void;
  /** A button of an answer, after a while. */
  press(who: Who, button: { action: string; value: string; rows?: number }): void;
};

export type AskingOptions = {
  clock: Clock;
  faults: Faults;
  trace: Trace;
  reception(): Reception | undefined;
};

/** All that is asked in a world; whoever asks brings a chance of their own. */
export function openAsking({ clock, faults, trace, reception }: AskingOptions) {
  const asked: Asked[] = [];
  let nth = 0;

  const entryOf = ({ id, who }: Invocation, text: string): Asked => {
    const known = asked.find((each) => each.id === id);
    if (known !== undefined) return known;
    const entry: Asked = { id, member: who.member, text, atMs: clock.nowMs() };
    asked.push(entry);
    return entry;
  };

  const deliver = (invocation: Invocation, entry: Asked): void => {
    const listening = reception();
    trace.say(
      `${entry.member} asks ${entry.id}: ${entry.text}${listening === undefined ? " (nobody listens)" : ""}`,
    );
    listening?.take(invocation).then(
      () => {
        entry.ackedAtMs ??= clock.nowMs();
        trace.say(`${entry.id} is acknowledged`);
      },
      (error: Error) => trace.say(`${entry.id} is not taken: ${error.message}`),
    );
  };

  const by = (chance: Chance): Asking => {
    const take: Asking["take"] = (invocation, text, rows) => {
      const entry = entryOf(invocation, text);
      if (rows !== undefined) entry.rows = rows;
      deliver(invocation, entry);
      // A retry of Slack's, or a second press: the same intention.
      if (faults.strikes("Slack delivers twice"))
        clock.after(chance.spread(1, 60_000), () => deliver(invocation, entry));
    };

    const invocationOf: Asking["invocationOf"] = ({ pi, member }, rest) => {
      nth += 1;
      const channel = chance.weighed({ [pi.channel]: 6, [general]: 2, [botless]: 1 });
      return {
        id: `i${nth}` as InvocationId,
        who: { member, team },
        where: { channel: channel as ChannelId },
        reply: {
          receivedAtMs: clock.nowMs(),
          ...(rest.via === "mention" || rest.via === "home" ? {} : { responseUrl: responseUrl(member, nth) }),
        },
        ...rest,
      };
    };

    return {
      take,
      invocationOf,
      type: (who, text) => {
        const [verb = ""] = text.split(" ");
        const via = chance.happens(0.85) ? "slash" : "mention";
        take(invocationOf(who, { verb, input: { kind: "text", text }, via }), text);
      },
      press: (who, { action, value, rows }) => {
        const [verb = "", step = ""] = action.split(".");
        const press = invocationOf(who, { verb, input: { kind: "step", step, value }, via: "button" });
        // A draft is pressed once, however often; a job's button each time anew.
        const id = value.startsWith("d_")
          ? draftInvocationId(value as DraftId, `${verb}.${step}`, who.member)
          : press.id;
        clock.after(chance.spread(1_000, 30_000), () =>
          take(
            { ...press, id, reply: { ...press.reply, receivedAtMs: clock.nowMs() } },
            `presses ${action} ${value}`,
            rows,
          ),
        );
      },
    };
  };

  return { asked: asked as readonly Asked[], by };
}

/** The value of the first button with that id, or with that and a number behind it, wherever in the blocks it stands. */
export function buttonIn(blocks: unknown, actionId: string): string | undefined {
  if (typeof blocks !== "object" || blocks === null) return undefined;
  const id = "action_id" in blocks ? String(blocks.action_id).replace(/\.\d+$/, "") : "";
  if (id === actionId && "value" in blocks) return String(blocks.value);
  for (const each of Object.values(blocks)) {
    const found = buttonIn(each, actionId);
    if (found !== undefined) return found;
  }
  return undefined;
}
