import type { Logger } from "pino";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Directory, Identity } from "./directory.ts";

/** Who we are in Slack: asked at start until it says, and remembered, so that a start needs no Slack. */
export type IdentityKeeper = Loop & {
  /** What was remembered from before. */
  recall(): Promise<void>;
  get(): Identity | undefined;
  /** Throws while nothing is known yet. */
  known(): Identity;
};

export type IdentityKeeperOptions = {
  directory: Directory;
  meta: { get(key: string): Promise<string | undefined>; set(key: string, value: string): Promise<void> };
  clock: Clock;
  logger: Logger;
};

const key = "slack identity";
const askAgainMs = 5_000;

export function identityKeeper({ directory, meta, clock, logger }: IdentityKeeperOptions): IdentityKeeper {
  let identity: Identity | undefined;
  const turn = async (): Promise<number | undefined> => {
    try {
      identity = await directory.identity();
      await meta.set(key, JSON.stringify(identity));
      return undefined;
    } catch (error) {
      logger.warn({ err: error }, "Slack did not tell who we are and will be asked again");
      return askAgainMs;
    }
  };
  return {
    ...loop({ name: "identity", clock, logger, turn }),
    recall: async () => {
      const saved = await meta.get(key);
      if (saved !== undefined) identity = JSON.parse(saved) as Identity;
    },
    get: () => identity,
    known: () => {
      if (identity === undefined) throw new Error("Slack has not told who we are yet");
      return identity;
    },
  };
}
