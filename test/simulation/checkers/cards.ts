import type { SavedThread } from "../ledger.ts";
import type { SlackMessage } from "../slack.ts";
import type { World } from "../world.ts";
import { wasLeft } from "./taken-out.ts";

/** Each subject has one card in each of its places, and it shows what is true. */
export function cardsTrue(world: World): string[] {
  const cards = Map.groupBy(
    world.workspace.messages.filter(({ payload }) => payload?.kind === "card"),
    ({ payload }) => payload?.notice,
  );
  const notices = new Map(
    world
      .ledger()
      .notices()
      .filter(({ kind, state }) => kind === "card" && state !== "dead")
      .map(({ thread, id }) => [thread, id]),
  );
  return world
    .ledger()
    .threads()
    .filter(({ state, id }) => state === "open" && notices.has(id))
    .flatMap((thread) => oneCard(world, thread, cards.get(notices.get(thread.id)) ?? []));
}

function oneCard(world: World, thread: SavedThread, all: readonly SlackMessage[]): string[] {
  const { ledger, workspace } = world;
  const { name: jobName } = ledger().job(thread.job) ?? {};
  const name = `the card of ${jobName} in ${thread.channel}`;
  // Of many it shows the whole.
  const job = ledger().batch(thread.subject) ?? ledger().job(thread.job);
  // Where nothing can be written any more, an old one stays as it is.
  const cards = all.filter((card) => !card.isDeleted && !wasLeft(world, thread, card.channel));
  const [card] = cards;
  if (thread.card_ts === null) return [`${name} was never posted`];
  if (card === undefined)
    return isUnnoticed(world, all, job?.version) ? [] : [`${name} does not stand in Slack`];
  if (cards.length > 1)
    return [`${name} stands ${cards.length} times: ${cards.map(({ ts }) => ts).join(", ")}`];
  if (card.ts !== thread.card_ts) return [`${name} is saved as ${thread.card_ts}, and stands as ${card.ts}`];
  // An edit that met a closed channel is not made again when the bot is let in once more.
  if (!workspace.isOpen(card.channel) || workspace.wasClosed(card.channel)) return [];
  const { state, version } = card.payload ?? {};
  if (state === job?.state && version === job?.version) return [];
  return [`${name} shows ${state} v${version}, and the store says ${job?.state} v${job?.version}`];
}

/** Nothing was to be shown or said since somebody took it away: nobody has met that it is gone. */
function isUnnoticed(
  { workspace }: World,
  all: readonly SlackMessage[],
  version: number | undefined,
): boolean {
  const last = all.at(-1);
  if (last?.isDeleted !== true) return false;
  return last.payload?.version === version || workspace.wasClosed(last.channel);
}
