import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Accounts } from "../aws/accounts.ts";
import type { MemberId } from "../domain/ids.ts";
import type { EventWays } from "../domain/people/lab-check.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { LoopLoad } from "../lifecycle/loop-load.ts";
import type { Store } from "../store/open-store.ts";
import type { DeliveryOutcome } from "../threads/deliver-context.ts";

/** What the bot stands on: all of it is opened, and closed, by others. */
export type BotRim = {
  /** As the labs file says now. */
  labs(): Labs;
  store: Store;
  accounts: Accounts;
  eventWays: EventWays;
  webClient: WebClient;
  clock: Clock;
  /** What pauses are spread by, so that many do not come back at once. */
  chance: Chance;
  /** How busy this process is. */
  load: LoopLoad;
  logger: Logger;
  admins: readonly MemberId[];
  /** How long a job may be quiet before AWS is asked about it. */
  quietMs: number;
  /** The only host, besides Slack's own, to which an answer may be sent. */
  slackApiUrl: string;
  /** What answers are sent with: the system's own when left out. */
  fetch?: typeof fetch;
  /** Where there is room on disk for a while. */
  scratchFolder: string;
  /** What is counted. */
  seen: {
    command(via: string): void;
    events(counts: { applied: number; setAside: number }): void;
    delivery(outcome: DeliveryOutcome): void;
  };
};
