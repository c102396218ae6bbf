import type { MemberId } from "../../../src/domain/ids.ts";
import type { SavedNotice, SavedThread } from "../ledger.ts";
import type { SlackMessage } from "../slack.ts";
import type { World } from "../world.ts";
import { timesDeleted } from "./given-up.ts";
import { wasLeft } from "./taken-out.ts";

/** In each thread everything is said once, in the order in which it became true, and the end is told. */
export function noticesOnce(world: World): string[] {
  const { ledger, workspace } = world;
  const posts = Map.groupBy(
    workspace.messages.filter(({ payload }) => payload !== undefined),
    ({ payload }) => payload?.notice,
  );
  const notices = Map.groupBy(ledger().notices(), ({ thread }) => thread);
  return ledger()
    .threads()
    .filter(({ state }) => state === "open")
    .flatMap((thread) => {
      const said = (notices.get(thread.id) ?? []).filter(({ kind }) => kind !== "card");
      return [
        ...said.flatMap((notice) => saidOnce(world, thread, { notice, posts: posts.get(notice.id) ?? [] })),
        ...endTold(world, thread, said),
        ...inOrder(thread, said, workspace.messages),
      ];
    });
}

type Said = { notice: SavedNotice; posts: readonly SlackMessage[] };

/**
 * What somebody deleted may have been posted anew, and where the bot may not read, it posts at least once: perhaps it
 * stands already in a channel out of which it was thrown.
 */
function saidOnce(world: World, thread: SavedThread, { notice, posts }: Said): string[] {
  const name = `${notice.kind} ${notice.id} (${notice.key})`;
  const standing = posts.filter(({ isDeleted, channel }) => !isDeleted && !wasLeft(world, thread, channel));
  if (standing.length > 1) return [`${name} was posted ${standing.length} times`];
  if (posts.length === 0 && notice.state === "sent")
    return [`${name} is saved as sent, and does not stand in Slack`];
  if (standing.length === 1 && notice.state === "dead")
    return [`${name} was posted and given up (${notice.error})`];
  return [];
}

function endTold(world: World, thread: SavedThread, said: readonly SavedNotice[]): string[] {
  const job = world.ledger().job(thread.job);
  // What one person alone is told has no card above it, and need not be about an end.
  if (thread.is_bare === 1) return [];
  const batch = world.ledger().batch(thread.subject);
  const isRefused = said.some(({ key, kind }) => key === "batch decided" && kind === "decided");
  const state = batch?.state ?? job?.state ?? "";
  // Of many the end of all is told, anew for each that was run again after it; of a chain the end of each.
  const key = batch && `batch finished ${world.ledger().countRows(thread.subject)}`;
  const ends = said.filter(
    (notice) =>
      notice.kind === "finished" && (key === undefined ? notice.job === thread.job : notice.key === key),
  );
  const hasEnd =
    ["succeeded", "failed", "stopped", "lost"].includes(state) &&
    !(isRefused && batch !== undefined && isWithoutJobs(world, thread.subject));
  const [end] = ends;
  const isDeletedTwice = end !== undefined && timesDeleted(world, end.id) >= 2;
  if (!hasEnd || (ends.length === 1 && (end?.state === "sent" || isDeletedTwice))) return [];
  if (ends.length === 0 && job !== undefined && world.people.settled.has(job.owner as MemberId)) return [];
  const how = ends.map(({ state, error }) => `${state} (${error})`).join(", ") || "nothing";
  return [`the end of ${job?.name} in ${thread.channel} was told as ${how}`];
}

/** Some were withdrawn and the others refused: what was decided is what there is to tell. */
function isWithoutJobs({ ledger }: World, subject: string): boolean {
  return ledger()
    .jobs()
    .filter((job) => job.subject === subject)
    .every(({ batch_id: id }) => id === null);
}

function inOrder(
  thread: SavedThread,
  said: readonly SavedNotice[],
  messages: readonly SlackMessage[],
): string[] {
  const deleted = new Set(
    messages.filter(({ isDeleted }) => isDeleted).map(({ payload }) => payload?.notice),
  );
  const order = new Map(said.filter(({ id }) => !deleted.has(id)).map(({ id }, index) => [id, index]));
  const stood = messages
    .filter(({ channel, payload }) => channel === thread.channel && order.has(payload?.notice ?? ""))
    .map(({ payload }) => payload?.notice ?? "");
  const sorted = stood.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return stood.join() === sorted.join()
    ? []
    : [`the replies in ${thread.channel} of thread ${thread.id} are out of order`];
}
