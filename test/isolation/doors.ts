/** The doors as Slack's requests reach them: what Bolt would hand to each, without the way there. */
import type { App } from "@slack/bolt";
import type { Bot } from "../../src/bot.ts";
import { buttonDoor } from "../../src/doors/button.ts";
import { formDoor } from "../../src/doors/form.ts";
import { homeDoor } from "../../src/doors/home.ts";
import { mentionDoor } from "../../src/doors/mention.ts";
import { shortcutDoor } from "../../src/doors/shortcut.ts";
import { slashDoor } from "../../src/doors/slash.ts";
import { suggestionDoor } from "../../src/doors/suggestions.ts";
import { type Person, bot as self, team } from "./people.ts";

export const doors = [
  "slash",
  "mention",
  "button",
  "menu",
  "form",
  "redraw",
  "options",
  "shortcut",
  "home",
] as const;
export type Door = (typeof doors)[number];

export type Place = { channel: string; threadTs?: string };

/** A form as Slack shows it to somebody. */
export type OpenForm = { verb: string; draft: string; state: Record<string, string>; hash?: string };

type Listener = (args: Record<string, unknown>) => Promise<void>;

export function openDoors({ reception, forms }: Pick<Bot, "reception" | "forms">, nowMs: () => number) {
  const listeners = new Map<string, Listener>();
  const listen = (kind: string) => (about: unknown, listener: Listener) => {
    const name =
      about instanceof RegExp ? "" : typeof about === "string" ? about : (about as { type: string }).type;
    listeners.set(`${kind} ${name}`.trim(), listener);
  };
  const app = Object.fromEntries(
    ["command", "event", "action", "options", "view", "shortcut"].map((kind) => [kind, listen(kind)]),
  ) as unknown as App;
  let changing = Promise.resolve();
  slashDoor(app, reception, nowMs);
  mentionDoor(app, reception, nowMs);
  buttonDoor(
    app,
    { ...reception, forms: { ...forms, change: (change) => (changing = forms.change(change)) } },
    nowMs,
  );
  homeDoor(app, reception, nowMs);
  formDoor(app, reception, nowMs);
  suggestionDoor(app, forms, nowMs);
  shortcutDoor(app, reception, nowMs);

  let nth = 0;
  const once = (): string => `once-${++nth}`;
  const enter = async (door: string, args: Record<string, unknown>): Promise<unknown> => {
    let acknowledged: unknown;
    const ack = async (answer: unknown): Promise<void> => {
      acknowledged = answer;
    };
    await (listeners.get(door) as Listener)({ ...args, ack });
    await changing;
    await reception.drain();
    return acknowledged;
  };
  const response_url = "https://hooks.slack.com/actions/1";
  const whose = ({ id, team: of }: Person) => ({ team: { id: team }, user: { id, team_id: of } });
  const press = (person: Person, place: Place, action: Record<string, unknown>) =>
    enter("action block_actions", {
      action: { block_id: "b", action_ts: once(), ...action },
      body: {
        ...whose(person),
        trigger_id: once(),
        response_url,
        channel: { id: place.channel },
        container: { channel_id: place.channel, is_ephemeral: true, thread_ts: place.threadTs },
      },
    });
  const viewOf = ({ verb, draft, state, hash }: OpenForm) => ({
    type: "modal",
    id: once(),
    callback_id: verb,
    private_metadata: draft,
    hash: hash ?? "h1",
    state: {
      values: Object.fromEntries(Object.entries(state).map(([key, value]) => [key, { [key]: { value } }])),
    },
  });

  return {
    types: ({ id, team: of }: Person, { channel }: Place, text: string) =>
      enter("command", {
        command: {
          command: "/batch",
          text,
          user_id: id,
          team_id: of,
          channel_id: channel,
          trigger_id: once(),
          response_url,
        },
      }),
    mentions: ({ id, team: of }: Person, { channel, threadTs }: Place, text: string) =>
      enter("event app_mention", {
        event: {
          user: id,
          team: of,
          channel,
          ts: "9.9",
          thread_ts: threadTs,
          text: `<@${self.userId}> ${text}`,
        },
        body: { event_id: once(), team_id: team },
        context: { botUserId: self.userId },
      }),
    presses: (person: Person, place: Place, actionId: string, value: string) =>
      press(person, place, { type: "button", action_id: actionId, value }),
    choosesFromMenu: (person: Person, place: Place, actionId: string, value: string) =>
      press(person, place, {
        type: "overflow",
        selected_option: { value: `${actionId} ${value}`.trimEnd() },
      }),
    sends: (person: Person, form: OpenForm) =>
      enter("view view_submission", { body: { ...whose(person), view: viewOf(form) } }),
    changes: (person: Person, form: OpenForm, field: string) =>
      enter("action block_actions", {
        action: { type: "button", block_id: field, action_id: field, action_ts: once() },
        body: { ...whose(person), trigger_id: once(), view: viewOf(form) },
      }),
    typesInto: (person: Person, form: OpenForm, field: string, value: string) =>
      enter("options block_suggestion", {
        options: { ...whose(person), view: viewOf(form), action_id: field, value },
      }),
    choosesOfMessage: (person: Person, { channel }: Place, verb: string, text: string) =>
      enter("shortcut message_action", {
        shortcut: {
          ...whose(person),
          callback_id: verb,
          channel: { id: channel },
          trigger_id: once(),
          response_url,
          message: { text, ts: "8.8", user: person.id },
        },
      }),
    opensHome: ({ id, team: of }: Person) =>
      enter("event app_home_opened", {
        event: { tab: "home", user: id, channel: `D${id.slice(1)}` },
        body: { event_id: once(), team_id: of },
      }),
  };
}
