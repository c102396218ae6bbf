import type { Logger } from "pino";
import { limits } from "../domain/limits.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import type { PersonStandings } from "./standings.ts";

export type RosterLookOptions = {
  store: Pick<Store, "standings">;
  standings: Pick<PersonStandings, "lookAt" | "hear">;
  clock: Clock;
  logger: Logger;
};

/** Once a day Slack is asked about each person of the roster, one after the other: who has left and was not told of. */
export function rosterLook({ store, standings, clock, logger }: RosterLookOptions): Loop {
  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const member = await store.standings.claim(nowMs, nowMs + limits.lookLeaseMs);
    if (member === undefined) {
      const nextMs = await store.standings.nextLookMs();
      const inMs = (nextMs ?? Number.POSITIVE_INFINITY) - nowMs;
      return Math.min(limits.lookRetryMs, Math.max(limits.lookGapMs, inMs));
    }
    try {
      await standings.hear(member, (await standings.lookAt(member)).standing, "nightly look");
      return limits.lookGapMs;
    } catch (error) {
      logger.warn({ err: error, member }, "Slack did not tell whether a person is still there");
      return toTrouble(error).retryAfterMs ?? limits.lookRetryMs;
    }
  };
  return loop({ name: "roster look", clock, logger, turn });
}
