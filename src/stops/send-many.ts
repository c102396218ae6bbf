import type { Logger } from "pino";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";

export type SendManyOptions<Item, Outcome> = {
  send(item: Item): Promise<Outcome>;
  /** Nobody waits for the answer any more. */
  onLate(item: Item, outcome: Outcome): Promise<void>;
  /** Resolves when an account may be asked to stop one more. */
  paceOf(place: string): Promise<void>;
  clock: Clock;
  logger: Logger;
};

export type ManySender<Item, Outcome> = {
  /** What came of each of them in the time that an answer waits; the others are absent, and go on. */
  begin(items: readonly Item[]): Promise<ReadonlyMap<Item, Outcome>>;
  /** Begins no more: what is left stands in the store. Resolves when what was begun has ended. */
  end(): Promise<void>;
};

/** Asks AWS for many stops at its pace, in the background: whoever asked waits for a while, and no longer. */
export function manySender<Item extends { place: string }, Outcome>(
  options: SendManyOptions<Item, Outcome>,
): ManySender<Item, Outcome> {
  type Heard = { isLate: boolean; outcomes: Map<Item, Outcome> };
  const underWay = new Set<Promise<void>>();
  let isEnding = false;

  const sendOne = async (item: Item, heard: Heard): Promise<void> => {
    await options.paceOf(item.place);
    if (!isEnding) await follow(settle(item, heard));
  };

  const settle = async (item: Item, heard: Heard): Promise<void> => {
    const outcome = await options.send(item);
    if (heard.isLate) await options.onLate(item, outcome);
    else heard.outcomes.set(item, outcome);
  };

  /** Nothing that fails goes unheard. */
  const follow = (work: Promise<void>): Promise<void> => {
    const followed = work
      .catch((error: unknown) => {
        options.logger.error({ err: error }, "A stop could not be sent and will be taken up again");
      })
      .finally(() => underWay.delete(followed));
    underWay.add(followed);
    return followed;
  };

  return {
    begin: async (items) => {
      const heard: Heard = { isLate: false, outcomes: new Map() };
      const all = Promise.all(items.map((item) => sendOne(item, heard)));
      const patience = Promise.withResolvers<void>();
      const callOff = options.clock.after(limits.stopAnswerMs, patience.resolve);
      await Promise.race([all, patience.promise]);
      callOff();
      heard.isLate = true;
      return heard.outcomes;
    },
    end: async () => {
      isEnding = true;
      await Promise.all(underWay);
    },
  };
}

/** Jobs of one account and region share its quota of calls. */
export function placeOfStop({ account, region }: Pick<Job, "account" | "region">): string {
  return `${account} ${region}`;
}
