import type { Logger } from "pino";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "./open-store.ts";

const everyMs = 10 * 60_000;

/** Lets go of what is kept no longer. */
export function cleanUp({ store, clock, logger }: { store: Store; clock: Clock; logger: Logger }): Loop {
  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    await store.invocations.letGoBefore(nowMs - limits.resumeInvocationMs);
    await store.invocations.forgetBefore(nowMs - limits.keepInvocationsMs);
    await store.drafts.forgetBefore(nowMs - limits.keepDraftsMs);
    await store.inbox.forgetSetAsideBefore(nowMs - limits.keepSetAsideMs);
    await store.strays.forgetBefore(nowMs - limits.keepStraysMs);
    await store.settings.forgetEndedBefore(nowMs - limits.keepTellingsMs);
    await store.watchers.forgetEndedBefore(nowMs - limits.keepTellingsMs);
    await store.paces.forgetBefore(nowMs - limits.keepPacesMs);
    return everyMs;
  };
  return loop({ name: "clean-up", clock, logger, turn });
}
