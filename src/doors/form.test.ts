import { App, type Receiver } from "@slack/bolt";
import { beforeEach, describe, expect, test } from "vitest";
import type { FormErrors, FormMistake } from "../commands/answer.ts";
import type { DraftId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { formDoor } from "./form.ts";
import type { Reception } from "./reception.ts";

const draft = "d_0123456789abcdef0123" as DraftId;

let taken: Invocation[];
let mistakes: readonly FormMistake[];
let app: App;

/** Both of Bolt's receivers hand on what a listener gives to `ack`: as an HTTP answer, or over the socket. */
const receiver: Receiver = { init: () => {}, start: async () => {}, stop: async () => {} };

beforeEach(() => {
  taken = [];
  mistakes = [];
  app = new App({
    receiver,
    authorize: async () => ({ botToken: "xoxb-test", botId: "B1", botUserId: "U0BOT" }),
    convoStore: false,
  });
  const takeForm = async (sent: Invocation): Promise<FormErrors | undefined> => {
    taken.push(sent);
    const form = { title: "Settings", submit: "Save", blocks: [], verb: "settings", draft };
    return mistakes.length === 0 ? undefined : { kind: "form errors", mistakes, form };
  };
  formDoor(app, { takeForm } as Reception, () => 1_000);
});

/** Sends a form as Slack does, and gives all that it was acknowledged with. */
async function sends(values: object, changes: object = {}): Promise<unknown[]> {
  const acks: unknown[] = [];
  const view = {
    id: "V2",
    root_view_id: "V1",
    type: "modal",
    callback_id: "settings",
    private_metadata: draft,
    state: { values },
    ...changes,
  };
  const body = {
    type: "view_submission",
    team: { id: "T0HUTCH", domain: "hutch" },
    user: { id: "U0JBLOW", name: "jblow", team_id: "T0HUTCH" },
    api_app_id: "A1",
    token: "t",
    trigger_id: "1.2.3",
    view,
    response_urls: [],
  };
  await app.processEvent({ body, ack: async (answer) => void acks.push(answer ?? "") });
  return acks;
}

const text = (value: string | null) => ({ type: "plain_text_input", value });

test("what was filled in is one intention, by the root view, in nobody's channel", async () => {
  const level = { type: "radio_buttons", selected_option: { value: "quiet" } };
  const queues = { type: "multi_static_select", selected_options: [{ value: "a" }, { value: "b" }] };
  const values = {
    level: { level },
    from: { from: text("7pm") },
    until: { until: text(null) },
    queues: { queues },
    day: { day: { type: "datepicker", selected_date: "2026-11-20" } },
    nothing: { nothing: { type: "static_select", selected_option: null } },
  };
  expect(await sends(values)).toEqual([""]);
  expect(taken).toEqual([
    {
      id: "V1",
      verb: "settings",
      input: {
        kind: "form",
        value: draft,
        filled: {
          level: ["quiet"],
          from: ["7pm"],
          until: [],
          queues: ["a", "b"],
          day: ["2026-11-20"],
          nothing: [],
        },
      },
      who: { member: "U0JBLOW", team: "T0HUTCH" },
      where: { channel: "U0JBLOW" },
      via: "form",
      reply: { receivedAtMs: 1_000 },
    },
  ]);
});

describe("what is wrong comes back with the acknowledgement", () => {
  test("under its field, where each has one; two of one field together", async () => {
    mistakes = [
      { field: "from", what: "Write a time." },
      { field: "until", what: "Until when?" },
      { field: "until", what: "It is before." },
    ];
    expect(await sends({})).toEqual([
      {
        response_action: "errors",
        errors: { from: "Write a time.", until: "Until when? It is before." },
      },
    ]);
  });

  test("on the form itself, where one fits no field", async () => {
    mistakes = [{ field: "from", what: "Write a time." }, { what: "The lab has closed." }];
    expect(await sends({})).toEqual([
      {
        response_action: "update",
        view: expect.objectContaining({ callback_id: "settings", private_metadata: draft }),
      },
    ]);
  });
});
