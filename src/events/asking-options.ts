import type { Logger } from "pino";
import type { BatchJobs } from "../aws/jobs.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";
import type { AccountRests } from "./account-rests.ts";

/** What a loop needs that asks AWS about jobs by itself. */
export type AskingOptions<Call extends keyof BatchJobs> = {
  store: Store;
  batch: Pick<BatchJobs, Call>;
  labs(): Labs;
  /** Resolves when the next call to an account and region may be made. */
  paceOf(place: string): Promise<void>;
  /** Which accounts are left alone now: one for all that ask. */
  rests: AccountRests;
  clock: Clock;
  logger: Logger;
  quietMs: number;
  onReports(): void;
};
