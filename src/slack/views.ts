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
