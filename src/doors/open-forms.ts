import type { Logger } from "pino";
import type { Performer } from "../commands/perform.ts";
import type { Suggestion } from "../commands/typing/argument.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import { modalView } from "../messages/text/form.ts";
import type { Views } from "../slack/views.ts";

/** Something was chosen or pressed in a form that is open. */
export type FormChange = {
  /** As if it were sent: whose form, and what stands in it. */
  open: Invocation;
  field: string;
  view: { id: string; hash: string };
  /** Slack's time of the press: what was pressed later counts. */
  atTs: string;
};

/** What happens in a form before it is sent: it changes what is shown, and nothing else. */
export type OpenForms = {
  /** Draws the form anew. Resolves when it has been tried; never rejects. */
  change(change: FormChange): Promise<void>;
  /** What a field offers; nothing where that cannot be told in time. Never rejects. */
  suggest(open: Invocation, question: { field: string; typed: string }): Promise<readonly Suggestion[]>;
};

export type OpenFormsOptions = {
  performer: Pick<Performer, "redraw" | "suggest">;
  views: Pick<Views, "redraw">;
  /** What the work gives, or undefined where it takes longer. */
  within<T>(ms: number, work: Promise<T>): Promise<T | undefined>;
  logger: Logger;
};

type Drawn = { atTs: string; hash: string; turn: Promise<void> };

export function openForms({ performer, views, within, logger }: OpenFormsOptions): OpenForms {
  // Of each view what was pressed last, and how it stands since: who presses twice in a second does so on the same view.
  const drawn = new Map<string, Drawn>();

  const draw = async ({ open, field, view, atTs }: FormChange, before: Drawn | undefined): Promise<void> => {
    await before?.turn;
    if (drawn.get(view.id)?.atTs !== atTs) return;
    const form = await performer.redraw(open, field);
    if (form === undefined) return;
    const hash = drawn.get(view.id)?.hash ?? view.hash;
    const next = await views.redraw({ id: view.id, hash }, modalView(form, form));
    const now = drawn.get(view.id);
    if (now !== undefined && next !== undefined) now.hash = next;
  };

  return {
    change: async (change) => {
      const { id, hash } = change.view;
      const before = drawn.get(id);
      // The same press once more, or one that was overtaken.
      if (before !== undefined && before.atTs >= change.atTs) return;
      const mine: Drawn = { atTs: change.atTs, hash: before?.hash ?? hash, turn: Promise.resolve() };
      drawn.delete(id);
      drawn.set(id, mine);
      const [oldest] = drawn.keys();
      if (drawn.size > limits.openForms && oldest !== undefined) drawn.delete(oldest);
      mine.turn = draw(change, before).catch((error) =>
        logger.warn({ err: error, verb: change.open.verb }, "An open form could not be drawn anew"),
      );
      await mine.turn;
    },
    suggest: async (open, question) => {
      try {
        const offered = await within(limits.suggestMs, performer.suggest(open, question));
        return offered?.slice(0, limits.suggestions) ?? [];
      } catch (error) {
        logger.warn(
          { err: error, verb: open.verb, field: question.field },
          "Nothing could be offered in a form",
        );
        return [];
      }
    },
  };
}
