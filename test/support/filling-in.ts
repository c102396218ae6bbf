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
      { timeoutMs: 30_000 },
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
    sends: (user: string, values: Record<string, string>): Promise<Sent> =>
      slack.acts.submitView(user, { viewId: open(user)?.id ?? "", values }),
  };
}

/** What a field holds, by its key. */
export function valueIn({ values }: View, key: string): string | undefined {
  const value = values[key]?.[key] ?? {};
  const chosen = value.selected_option as { value: string } | null | undefined;
  return (value.value as string | null | undefined) ?? chosen?.value;
}
