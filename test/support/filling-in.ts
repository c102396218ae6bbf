/** What people do with a form of the bot, in few words. */
import { expect } from "vitest";
import type { Delivery, View } from "../../src/playground/slack/local-slack.ts";
import type { World } from "./installation.ts";

export type Sent = { errors?: Record<string, string>; problems?: string[]; delivery?: Delivery };

export function fillingIn({ slack }: World) {
  const open = (user: string): View | undefined => slack.views(user).at(-1);
  /** The form once it has fields; before, it only says that it is coming. */
  const ready = (user: string): Promise<View> =>
    slack.waitFor(
      () => {
        const view = open(user);
        return view?.blocks.some(({ type }) => type === "input") && view;
      },
      { timeoutMs: 60_000 },
    );
  return {
    ready,
    open,
    /** Types a line that a form answers. */
    asks: async (user: string, channel: string, text: string): Promise<View> => {
      const { delivery } = await slack.acts.types(user, { channel, text });
      expect(delivery?.status).toBe(200);
      return ready(user);
    },
    sends: (user: string, values: Record<string, string | readonly string[]>): Promise<Sent> =>
      slack.acts.submitView(user, { viewId: open(user)?.id ?? "", values }),
    /** The fields and buttons, by their keys, from top to bottom. */
    keys: ({ blocks }: View): string[] =>
      (blocks as unknown as { block_id: string; type: string }[])
        .filter(({ type }) => type === "input" || type === "actions")
        .map(({ block_id }) => keyOf(block_id)),
    /** What was said under the fields, by their keys. */
    byKey: (errors: Record<string, string> = {}) =>
      Object.fromEntries(Object.entries(errors).map(([block, text]) => [keyOf(block), text])),
    /** Types into fields, and sends nothing. */
    types: (user: string, values: Record<string, string>): void => {
      slack.acts.setState(user, { viewId: open(user)?.id ?? "", values });
    },
    /** What a field offers to who types that. */
    offers: async (user: string, key: string, typed: string): Promise<string[]> => {
      const act = { viewId: open(user)?.id ?? "", actionId: key, value: typed };
      const { options = [], delivery } = await slack.acts.suggest(user, act);
      expect(delivery.status).toBe(200);
      return options.map(({ value }) => String(value));
    },
    /** Chooses in a field on which others depend; gives the form as it is then. */
    chooses: (user: string, key: string, value: string): Promise<View> =>
      changed(user, { actionId: key, selectedOption: value }),
    presses: (user: string, key: string): Promise<View> => changed(user, { actionId: key }),
    /** Types into a field and leaves it with the Enter key. */
    enters: (user: string, key: string, value: string): Promise<View> =>
      changed(user, { actionId: key, value }),
  };

  async function changed(
    user: string,
    act: { actionId: string; selectedOption?: string; value?: string },
  ): Promise<View> {
    const before = open(user);
    const { status } = await slack.acts.click(user, { viewId: before?.id ?? "", ...act });
    expect(status).toBe(200);
    return slack.waitFor(
      () => {
        const view = open(user);
        return view !== undefined && view.hash !== before?.hash && view;
      },
      { timeoutMs: 60_000 },
    );
  }
}

/** A field's key without what it belongs to. */
function keyOf(blockId: string): string {
  return blockId.split("@")[0] ?? "";
}

/** What a field holds, by its key. */
export function valueIn({ values }: View, key: string): string | undefined {
  const [, actions] = Object.entries(values).find(([block]) => keyOf(block) === key) ?? [];
  const value = actions?.[key] ?? {};
  const chosen = value.selected_option as { value: string } | null | undefined;
  return (value.value as string | null | undefined) ?? chosen?.value;
}
