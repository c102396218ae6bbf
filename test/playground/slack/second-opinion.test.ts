/** The same calls against `emulate`, another local Slack by other people: what it answers, ours must answer in the same shape. */
import { WebClient } from "@slack/web-api";
import { createEmulator } from "emulate";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aWorkspace, clientOf, modal, quiet, refusalOf, section, textInput } from "./a-workspace.ts";

type Opinion = Record<string, unknown>;
let slack: LocalSlack;
let ours: Opinion;
let theirs: Opinion;

beforeAll(async () => {
  slack = await aWorkspace();
  const trigger = async () => String((await slack.acts.globalShortcut("U0JBLOW", "form")).payload.trigger_id);
  ours = await askAll(clientOf(slack), { channel: "C0PETERS", trigger });
  theirs = await askEmulate();
});
afterAll(() => slack.close());

async function askEmulate(): Promise<Opinion> {
  const emulator = await createEmulator({
    service: "slack",
    port: 0,
    seed: {
      slack: {
        team: { name: "Fred Hutch", domain: "fredhutch" },
        users: [{ name: "jblow", real_name: "J. Blow", email: "jblow@example.org" }],
        tokens: [{ token: "xoxb-theirs", user: "jblow" }],
      },
    } as never,
  });
  try {
    const client = new WebClient("xoxb-theirs", {
      slackApiUrl: `${emulator.url}/api/`,
      retryConfig: { retries: 0 },
      logger: quiet,
    });
    const { channels } = await client.conversations.list();
    const trigger = async () => String(Object(await client.apiCall("views.generateTriggerId")).trigger_id);
    return await askAll(client, { channel: channels?.[0]?.id ?? "", trigger });
  } finally {
    await emulator.close();
  }
}

async function askAll(
  client: WebClient,
  at: { channel: string; trigger: () => Promise<string> },
): Promise<Opinion> {
  const { channel, trigger } = at;
  await client.chat.postMessage({ channel, text: "an earlier word" });
  const posted = await client.chat.postMessage({
    channel,
    text: "a job",
    blocks: [section("a job")] as never,
  });
  const ts = String(posted.ts);
  const form = modal("Form", [textInput("name")], { external_id: "once" });
  const triggerId = await trigger();
  const opened = await client.views.open({ trigger_id: triggerId, view: form });
  const viewId = String(opened.view?.id);
  const nowhere = { channel: "C0NOWHERE", text: "x" };
  return {
    "auth.test": await client.auth.test(),
    "chat.postMessage": posted,
    "chat.postMessage, a reply": await client.chat.postMessage({ channel, text: "started", thread_ts: ts }),
    "chat.update": await client.chat.update({ channel, ts, text: "a job, running" }),
    "conversations.replies": await client.conversations.replies({ channel, ts }),
    "conversations.history": await client.conversations.history({ channel, limit: 1 }),
    "conversations.info": await client.conversations.info({ channel }),
    "users.lookupByEmail": await client.users.lookupByEmail({ email: "jblow@example.org" }),
    "views.open": opened,
    "views.update": await client.views.update({
      view_id: viewId,
      hash: String(opened.view?.hash),
      view: form,
    }),
    refusals: [
      await refusalOf(client.chat.postMessage(nowhere)),
      await refusalOf(client.chat.postMessage({ channel, text: "" })),
      await refusalOf(client.chat.update({ channel, ts: "1.000001", text: "x" })),
      await refusalOf(client.chat.delete({ channel, ts: "1.000001" })),
      await refusalOf(client.conversations.history({ channel: "C0NOWHERE" })),
      await refusalOf(client.users.info({ user: "U0NOBODY" })),
      await refusalOf(client.users.lookupByEmail({ email: "nobody@example.org" })),
      await refusalOf(client.views.open({ trigger_id: triggerId, view: form })),
      await refusalOf(client.views.open({ trigger_id: "1.2.3", view: form })),
      await refusalOf(client.views.open({ trigger_id: await trigger(), view: form })),
      await refusalOf(client.views.update({ view_id: viewId, hash: "0.0", view: form })),
      await refusalOf(client.views.update({ view_id: "V0NONE", view: form })),
    ].map(({ error }) => error),
  };
}

/** Where a person has read to is told only to that person's token, and how a profile is decorated is nothing to the bot. */
const notOurs = [/^channel\.(last_read|is_open)$/, /^user\.profile\./];

test.each([
  "auth.test",
  "chat.postMessage",
  "chat.postMessage, a reply",
  "chat.update",
  "conversations.replies",
  "conversations.history",
  "conversations.info",
  "users.lookupByEmail",
  "views.open",
  "views.update",
])("%s has everything the other answer has, of the same kind", (call) => {
  const mine = shapeOf(ours[call]);
  const wanted = [...shapeOf(theirs[call])].filter(
    ([path]) => !notOurs.some((exception) => exception.test(path)),
  );
  expect(wanted.length).toBeGreaterThan(3);
  expect(wanted.filter(([path, kind]) => kind !== "null" && mine.get(path) !== kind)).toEqual([]);
});

test("both refuse the same calls with the same words", () => {
  expect(ours.refusals).toEqual(theirs.refusals);
});

/** Each path of a value with the kind of what stands there; lists count as their items. */
function shapeOf(value: unknown, path = ""): Map<string, string> {
  if (Array.isArray(value)) {
    return new Map([[path, "list"], ...value.flatMap((each) => [...shapeOf(each, `${path}[]`)])]);
  }
  if (typeof value !== "object" || value === null)
    return new Map([[path, value === null ? "null" : typeof value]]);
  const parts = Object.entries(value).flatMap(([key, each]) => [
    ...shapeOf(each, path ? `${path}.${key}` : key),
  ]);
  return new Map(path ? [[path, "object"], ...parts] : parts);
}
