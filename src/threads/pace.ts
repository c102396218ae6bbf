import type { ChannelId } from "../domain/ids.ts";
import {
  type PacedCall,
  type PacedMethod,
  type PaceUses,
  paceAfter,
  paceKeys,
  paceWaitMs,
} from "../domain/telling/slack-pace.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

/** Slack's pace, kept in the store: a restart forgets nothing of it, and replicas share it. */
export type Pace = {
  /** What is used up now, as far as these calls ask. */
  look(calls: readonly PacedCall[]): Promise<PaceView>;
  /** Takes a turn, inside a transaction; false when there is none now. */
  take(tables: Tables, call: PacedCall): Promise<boolean>;
  /** A call that is made whatever the pace says: the others wait for it. */
  note(call: PacedCall): Promise<void>;
  /** A member stands for their direct messages: from now on both are one place with one pace. */
  isDirect(member: ChannelId, channel: ChannelId): void;
  /** Slack said 429: that method waits, the others go on. */
  stop(method: PacedMethod, untilMs: number): Promise<void>;
};

export type PaceView = {
  waitMs(call: PacedCall): number;
  /** When something was last posted there: whoever waits longest is served first. */
  lastPostMs(channel: ChannelId): number;
};

export function slackPace(store: Store, nowMs: () => number): Pace {
  const directs = new Map<ChannelId, ChannelId>();
  /** The store may fail just when it is to keep what Slack has asked for: this process knows it all the same. */
  const stoppedUntilMs = new Map<PacedMethod, number>();
  const waitMs = (call: PacedCall, uses: PaceUses): number =>
    Math.max(paceWaitMs(call, uses, nowMs()), (stoppedUntilMs.get(call.method) ?? 0) - nowMs());
  const placeOf = (channel: ChannelId): ChannelId => directs.get(channel) ?? channel;
  const placed = (call: PacedCall): PacedCall => ({ ...call, channel: placeOf(call.channel) });
  const use = async (tables: Tables, call: PacedCall, uses: PaceUses): Promise<void> => {
    for (const key of paceKeys(call)) await tables.paces.save(key, paceAfter(key, uses.get(key), nowMs()));
  };
  return {
    isDirect: (member, channel) => void directs.set(member, channel),
    look: async (calls) => {
      const uses = await store.paces.read([...new Set(calls.map(placed).flatMap(paceKeys))]);
      return {
        waitMs: (call) => waitMs(placed(call), uses),
        lastPostMs: (channel) => uses.get(`chat.postMessage ${placeOf(channel)}`)?.timesMs.at(-1) ?? 0,
      };
    },
    take: async (tables, asked) => {
      const call = placed(asked);
      const uses = await tables.paces.hold(paceKeys(call));
      if (waitMs(call, uses) > 0) return false;
      await use(tables, call, uses);
      return true;
    },
    note: (asked) => {
      const call = placed(asked);
      return store.transaction(async (tables) => use(tables, call, await tables.paces.hold(paceKeys(call))));
    },
    stop: (method, untilMs) => {
      stoppedUntilMs.set(method, Math.max(untilMs, stoppedUntilMs.get(method) ?? 0));
      return store.transaction(async (tables) => {
        const { timesMs = [], stoppedUntilMs: before = 0 } =
          (await tables.paces.hold([method])).get(method) ?? {};
        await tables.paces.save(method, { timesMs, stoppedUntilMs: Math.max(before, untilMs) });
      });
    },
  };
}
