import { limits } from "../../../src/domain/limits.ts";
import type { World } from "../world.ts";

/** What must be empty once all has come to rest, as it stands in the store. */
const mustBeEmpty: Readonly<Record<string, string>> = {
  "events that were taken in and not applied": "inbox",
  "events that were set aside": "set_aside",
  "jobs that have not ended": "jobs where ended_at_ms is null",
  "yeses that are waited for": "approvals where due_at_ms is not null",
  "requests that nobody will send": "approvals where request is not null",
  "submissions that are due": "submissions where next_at_ms is not null",
  "submissions that are not settled": "submissions where state not in ('accepted', 'rejected', 'withdrawn')",
  "stops that are due": "jobs where stop_due_ms is not null",
  "notices that wait to be posted": "notices where state not in ('sent', 'dead')",
  // A log may be read just as its thread is closed.
  "replies that wait to be edited":
    "notices where stale = 1 and state = 'sent' and thread in (select id from threads where state = 'open')",
  "replies that wait for their log lines": "notices where lines_until_ms is not null and state = 'sent'",
  "ends that wait for a morning": "gathered",
  "cards that wait to be edited": "threads where stale = 1 and card_ts is not null",
};

/** Cleaned up is every ten minutes, by a bot that lives so long. */
const cleanUpEveryMs = 20 * 60_000;

/** Nothing that was saved is forgotten, and nothing grows without end. */
export function nothingLeft(world: World): string[] {
  return leftovers(world).map(({ what, count }) => `${count} ${what} are left over`);
}

export function leftovers({ ledger, clock }: World): { what: string; count: number }[] {
  const tooOldMs = clock.nowMs() - limits.keepStraysMs - cleanUpEveryMs;
  const strays = { "strays that are too old": `strays where received_at_ms < ${tooOldMs}` };
  return Object.entries({ ...mustBeEmpty, ...strays })
    .map(([what, where]) => ({ what, count: ledger().count(where) }))
    .filter(({ count }) => count > 0);
}
