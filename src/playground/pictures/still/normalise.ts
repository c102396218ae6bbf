/** Tells what one person sees as a story: other times, other ids, the same words. */
import type { Json } from "../../slack/json.ts";
import { retell } from "./retell.ts";
import { retellIds } from "./retell-ids.ts";
import { byTs, type Item, itemsOf, type SceneState } from "./scene-state.ts";
import { scheduleOf } from "./schedule.ts";
import type { Story } from "./story.ts";

export type Still = {
  state: SceneState;
  /** When the last thing happened. */
  endsAtMs: number;
};

export function normalise(state: SceneState, story: Story): Still {
  const schedule = scheduleOf(state, story);
  const { endsAtMs } = schedule;
  const lastTs = itemsOf(state).at(-1)?.ts ?? "0";
  const told = (surface: Json, { job, ownMs, ts }: { job?: string | undefined; ownMs: number; ts: string }) =>
    retell(surface, { story, schedule, job, ownMs, readAtMs: Number(ts) * 1000, zone: zoneIn(surface) });
  const items = (list: Item[]) =>
    [...list]
      .sort(byTs)
      .map((item) => told(item, { job: schedule.jobOf(item), ownMs: schedule.atMs(item.ts), ts: item.ts }));
  const still = {
    ...state,
    messages: Object.fromEntries(
      Object.entries(state.messages).map(([channel, list]) => [channel, items(list)]),
    ),
    ephemerals: items(state.ephemerals),
    home: state.home && told(withoutHash(state.home), { ownMs: endsAtMs, ts: lastTs }),
  };
  return { state: JSON.parse(retellIds(JSON.stringify(still), Object.keys(story.jobs))), endsAtMs };
}

/** Log lines say below them in whose zone their times are. */
function zoneIn(surface: Json): string {
  return /Times in ([A-Z][\w/+-]+)/.exec(JSON.stringify(surface))?.[1] ?? "UTC";
}

function withoutHash({ hash: _hash, ...view }: Json): Json {
  return view;
}
