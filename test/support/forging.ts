/** Requests that carry Slack's signature and that nobody's Slack would send: whoever sends them makes up all the rest. */
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Ephemeral } from "../../src/playground/slack/local-slack.ts";
import type { World } from "./installation.ts";
import { general, team } from "./lab-world.ts";
import { atWork } from "./people-at-work.ts";

export type Forged = {
  actionId: string;
  value?: string;
  channel?: string;
  /** Of whom they are, where it is another than ours. */
  ofTeam?: string;
  responseUrl?: string;
  /** Instead of a message. */
  view?: Record<string, unknown>;
};

export function forging(world: World) {
  const { slack } = world;
  const { see } = atWork(world);
  const whose = (user: string, ofTeam: string = team.id) => ({
    team: { id: team.id },
    user: { id: user, team_id: ofTeam },
    trigger_id: `forged-${randomUUID()}`,
  });
  const sends = async (payload: Record<string, unknown>) => {
    const delivery = await slack.deliver("interactive", payload);
    expect(delivery.status).toBe(200);
    return delivery;
  };
  const answered = async (user: string, deed: () => Promise<unknown>): Promise<Ephemeral> => {
    const before = new Set(slack.ephemerals(user).map(({ id }) => id));
    await deed();
    return see(() => slack.ephemerals(user).find(({ id }) => !before.has(id)));
  };
  const press = (
    user: string,
    { actionId, value = "", channel = general, ofTeam, responseUrl, view }: Forged,
  ) =>
    sends({
      type: "block_actions",
      ...whose(user, ofTeam),
      ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
      ...(view === undefined
        ? {
            container: { type: "message", channel_id: channel, message_ts: "1.1", is_ephemeral: true },
            channel: { id: channel },
          }
        : { container: { type: "view", view_id: view.id }, view }),
      actions: [{ type: "button", action_id: actionId, block_id: "b", value, action_ts: "1.1" }],
    });
  const viewOf = ({ verb, draft, filled }: ForgedForm) => ({
    type: "modal",
    id: `V${randomUUID()}`,
    callback_id: verb,
    private_metadata: draft,
    hash: "h1",
    state: {
      values: Object.fromEntries(
        Object.entries(filled).map(([field, value]) => [
          field,
          { [field]: { type: "plain_text_input", value } },
        ]),
      ),
    },
  });
  return {
    press,
    /** The private answer to such a press. */
    presses: (user: string, forged: Forged) => answered(user, () => press(user, forged)),
    /** What comes back with the acknowledgement. */
    submits: async (user: string, form: ForgedForm, ofTeam?: string): Promise<unknown> => {
      const payload = { type: "view_submission", ...whose(user, ofTeam), view: viewOf(form) };
      return (await sends(payload)).json;
    },
    offers: async (user: string, form: ForgedForm, { field, typed }: { field: string; typed: string }) => {
      const about = { action_id: field, block_id: field, value: typed, container: { type: "view" } };
      const payload = { type: "block_suggestion", ...whose(user), ...about, view: viewOf(form) };
      return (await sends(payload)).json as { options: unknown[] };
    },
    /** In the menu of a message. */
    chooses: (user: string, { text, ofTeam }: { text: string; ofTeam?: string }) =>
      answered(user, () =>
        sends({
          type: "message_action",
          ...whose(user, ofTeam),
          callback_id: "submit",
          channel: { id: general },
          message: { ts: "1.1", text, user },
          message_ts: "1.1",
        }),
      ),
  };
}

export type ForgedForm = { verb: string; draft: string; filled: Record<string, string> };
