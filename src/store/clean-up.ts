import type { Logger } from "pino";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "./open-store.ts";

const everyMs = 10 * 60_000;

export type CleanUpOptions = {
  store: Store;
  clock: Clock;
  logger: Logger;
  /** How long the institute keeps the audit. */
  keepAuditMs(): number;
};

/**
 * Lets go of what is kept no longer, a little at a time: people and senders have their turn in between, and what a
 * transaction writes stays small.
 */
export function cleanUp({ store, clock, logger, keepAuditMs }: CleanUpOptions): Loop {
  const turn = async (): Promise<number> => {
    const forgotten = await forgetSome(store, clock.nowMs(), keepAuditMs());
    if (forgotten > 0) return 0;
    await store.scrub();
    return everyMs;
  };
  return loop({
    name: "clean-up",
    clock,
    logger,
    turn,
    restMs: (tookMs) => tookMs * limits.othersPerTurn,
  });
}

async function forgetSome(store: Store, nowMs: number, keepAuditMs: number): Promise<number> {
  const { invocations, drafts, inbox, strays, settings, watchers, paces, roster, notices, audit } = store;
  await invocations.letGoBefore(nowMs - limits.resumeInvocationMs);
  await settings.forgetEndedBefore(nowMs - limits.keepTellingsMs);
  await watchers.forgetEndedBefore(nowMs - limits.keepTellingsMs);
  await store.duplicates.forgetBefore(nowMs - limits.keepDuplicatesMs);
  await paces.forgetBefore(nowMs - limits.keepPacesMs);
  const forgotten = [
    await invocations.forgetBefore(nowMs - limits.keepInvocationsMs),
    await drafts.forgetBefore(nowMs - limits.keepDraftsMs),
    await inbox.forgetSetAsideBefore(nowMs - limits.keepSetAsideMs),
    await store.childStops.forgetBefore(nowMs - limits.keepChildStopsMs),
    await store.wholeLogs.forgetBefore(nowMs - limits.keepWholeLogsMs),
    await strays.forgetBefore(nowMs - limits.keepStraysMs),
    await roster.forgetProfilesBefore(nowMs - limits.keepProfilesMs),
    await store.transaction(({ jobs }) => jobs.forgetEndedBefore(nowMs - limits.keepJobsMs)),
    await notices.forgetBefore(nowMs - limits.keepNoticesMs),
    await store.formValues.forgetBefore(nowMs - limits.keepFormValuesMs),
    await store.snippets.forgetBefore(nowMs - limits.keepJobsMs),
    await store.accessRequests.forgetBefore(nowMs - limits.keepRequestsMs),
    await store.questions.forgetBefore(nowMs - limits.keepRequestsMs),
    await store.approvals.forgetStandingBefore(nowMs),
    await audit.forgetBefore(nowMs - keepAuditMs),
  ];
  return forgotten.reduce((sum, count) => sum + count, 0);
}
