import type { ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { DraftId } from "../domain/ids.ts";
import { Trouble } from "../domain/trouble.ts";
import { callSlack } from "./slack-trouble.ts";

/** Opens forms and changes them. Every call throws SlackTrouble. */
export type Views = ReturnType<typeof viewsOf>;

export function viewsOf(client: WebClient) {
  return {
    /** A trigger opens one view, and lives 3 s. */
    async open(triggerId: string, view: ModalView): Promise<void> {
      await callSlack(() => client.views.open({ trigger_id: triggerId, view }));
    },

    /**
     * Changes a view only if it still stands as it did: gives how it stands now, or undefined where it has been changed
     * since or is closed.
     */
    async redraw({ id, hash }: { id: string; hash: string }, view: ModalView): Promise<string | undefined> {
      try {
        const answer = await callSlack(() => client.views.update({ view_id: id, hash, view }));
        return answer.view?.hash;
      } catch (error) {
        if (error instanceof Trouble && ["hash_conflict", "not_found"].includes(error.code ?? ""))
          return undefined;
        throw error;
      }
    },

    /** False when it is no longer open. `name` is its `external_id`. */
    async update(name: DraftId, view: ModalView): Promise<boolean> {
      try {
        await callSlack(() => client.views.update({ external_id: name, view }));
        return true;
      } catch (error) {
        if (error instanceof Trouble && error.code === "not_found") return false;
        throw error;
      }
    },
  };
}
