import type { SavedNotice, SavedThread } from "../ledger.ts";
import type { World } from "../world.ts";
import { isLeavers } from "./taken-out.ts";

/** What is saved as given up has a cause in the world itself; gives a sentence for all that has none. */
export function givenUpRightly(world: World): string[] {
  const threads = new Map(
    world
      .ledger()
      .threads()
      .map((thread) => [thread.id, thread]),
  );
  const closed = [...threads.values()].filter(
    (thread) => thread.state === "dead" && !isLeavers(world, thread),
  );
  return [
    ...closed
      .filter(({ channel }) => !world.workspace.wasClosed(channel))
      .map(({ id, channel }) => `thread ${id} is saved as closed, and ${channel} never was`),
    ...closed
      .filter(({ fallbacks }) => fallbacks !== "[]")
      .map(({ id, fallbacks }) => `thread ${id} is saved as closed, and could go on in ${fallbacks}`),
    ...world
      .ledger()
      .notices()
      .filter(({ state }) => state === "dead")
      .filter((notice) => !hasCause(world, notice, threads.get(notice.thread)))
      .map(({ kind, id, error }) => `${kind} ${id} was given up (${error}), and nothing in the world is why`),
  ];
}

function hasCause(world: World, notice: SavedNotice, thread: SavedThread | undefined): boolean {
  switch (notice.error) {
    case "taken away again":
      return timesDeleted(world, notice.id) >= 2;
    case "overtaken by the end":
      return notice.kind !== "card" && notice.kind !== "finished";
    case "decided before it was asked":
      return notice.kind === "approval";
    case "left":
      return notice.kind === "approval" && timesDeleted(world, notice.id) >= 1;
    case "settled before it was asked":
      return notice.kind === "people";
    case "its thread is closed":
      return thread?.state === "dead";
    default:
      return (
        thread !== undefined &&
        world.workspace.wasClosed(thread.channel) &&
        goesNowhere(world, notice, thread)
      );
  }
}

/**
 * Who is asked in the lab's channel is asked by a message of their own too, whoever has a thread of their own besides
 * needs no other, and whoever was taken out of the lab is not told instead: it goes nowhere else.
 */
function goesNowhere(
  { ledger, history }: World,
  { kind }: SavedNotice,
  { id, subject }: SavedThread,
): boolean {
  const isBeside = (each: SavedThread): boolean =>
    each.subject === subject && each.id !== id && each.is_bare === 0 && each.state === "open";
  const owned = ledger()
    .jobs()
    .filter((job) => job.subject === subject);
  return (
    kind === "approval" || ledger().threads().some(isBeside) || owned.some((job) => history.hasLeft(job))
  );
}

/** How often a person took it away. */
export function timesDeleted({ workspace }: World, notice: string): number {
  return workspace.messages.filter(({ isDeleted, payload }) => isDeleted && payload?.notice === notice)
    .length;
}
