import type { SnippetId } from "../domain/ids.ts";
import type { Snippet } from "../domain/logs/snippet.ts";
import type { Store } from "../store/open-store.ts";
import type { PostWatch } from "./post-watch.ts";

/** A piece of a log once it is no longer in that state, or as it is after a while. */
export type SnippetWatch = (
  id: SnippetId,
  wait: { while: Snippet["state"]; waitMs: number },
) => Promise<Snippet | undefined>;

export function snippetWatch(store: Store, { until }: PostWatch): SnippetWatch {
  return async (id, { while: before, waitMs }) => {
    const find = async (): Promise<Snippet | undefined> => {
      const snippet = await store.snippets.get(id);
      return snippet?.state === before ? undefined : snippet;
    };
    return (await until(find, waitMs)) ?? store.snippets.get(id);
  };
}
