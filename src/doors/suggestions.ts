import type { App, BlockSuggestion } from "@slack/bolt";
import { option } from "../messages/text/form.ts";
import { readOpenForm } from "./form.ts";
import type { OpenForms } from "./open-forms.ts";

/** Somebody types into a field that asks us what to offer. Slack shows no trouble there: what cannot be told is nothing. */
export function suggestionDoor(app: App, forms: OpenForms, nowMs: () => number): void {
  app.options<"block_suggestion">({ type: "block_suggestion" }, async ({ options, ack }) => {
    const suggestions = await offered(options, forms, nowMs());
    await ack({ options: suggestions.map(option) });
  });
}

async function offered(
  { view, user, team, action_id, value }: BlockSuggestion,
  forms: OpenForms,
  receivedAtMs: number,
) {
  if (view === undefined) return [];
  const open = readOpenForm({ view, user, team }, receivedAtMs);
  return forms.suggest(open, { field: action_id, typed: value });
}
