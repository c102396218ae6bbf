/** What one person sees of the workspace, as far as a picture touches it: the shape of /play/state. */
import type { Json } from "../../slack/json.ts";

export type Item = Json & { ts: string; channel: string; text: string; threadTs?: string; id?: string };

export type SceneState = Json & {
  messages: Record<string, Item[]>;
  ephemerals: Item[];
  home: Json | null;
};

/** In the order in which they happened. */
export function itemsOf({ messages, ephemerals }: SceneState): Item[] {
  return [...Object.values(messages).flat(), ...ephemerals].sort(byTs);
}

export function byTs(left: Item, right: Item): number {
  return left.ts < right.ts ? -1 : left.ts > right.ts ? 1 : 0;
}
