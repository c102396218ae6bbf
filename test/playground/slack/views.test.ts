import type { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aBot, type Bot } from "./a-bot.ts";
import { aWorkspace, clientOf, modal, refusalOf, section, textInput } from "./a-workspace.ts";

let slack: LocalSlack;
let client: WebClient;
let bot: Bot | undefined;
let nowMs = 1_790_001_800_000;
beforeEach(async () => {
  slack = await aWorkspace({ clock: () => nowMs });
  client = clientOf(slack);
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await slack.close();
});

async function aTrigger(): Promise<string> {
  const delivery = await slack.acts.globalShortcut("U0JBLOW", "form");
  return String(delivery.payload.trigger_id);
}
const open = async (view: object) => client.views.open({ trigger_id: await aTrigger(), view: view as never });
const top = () => slack.views("U0JBLOW").at(-1);
const form = (more: object = {}) =>
  modal("Submit", [textInput("name"), textInput("note", { optional: true })], more);

test("a trigger opens one view within three seconds", async () => {
  const view = form();
  const fresh = await aTrigger();
  const late = await aTrigger();
  await client.views.open({ trigger_id: fresh, view });
  expect(await refusalOf(client.views.open({ trigger_id: fresh, view }))).toMatchObject({
    error: "exchanged_trigger_id",
  });
  nowMs += 3001;
  expect(await refusalOf(client.views.open({ trigger_id: late, view }))).toMatchObject({
    error: "expired_trigger_id",
  });
  expect(await refusalOf(client.views.open({ trigger_id: "1.2.3", view }))).toMatchObject({
    error: "invalid_trigger_id",
  });
});

test("three views stack and no more", async () => {
  await open(form());
  const root = top();
  for (const _ of [1, 2]) await client.views.push({ trigger_id: await aTrigger(), view: form() });
  expect(slack.views("U0JBLOW").map(({ root_view_id }) => root_view_id)).toEqual([
    root?.id,
    root?.id,
    root?.id,
  ]);
  expect(await refusalOf(client.views.push({ trigger_id: await aTrigger(), view: form() }))).toMatchObject({
    error: "push_limit_reached",
  });
});

test("an update keeps what was typed into fields that stay, and a stale hash is refused", async () => {
  const { view } = await open(form());
  slack.acts.setState("U0JBLOW", { viewId: view?.id ?? "", values: { name: "align" } });
  const changed = modal("Submit", [textInput("name"), textInput("queue")]);
  const updated = await client.views.update({
    view_id: view?.id ?? "",
    hash: view?.hash ?? "",
    view: changed,
  });
  expect(updated.view?.state).toMatchObject({
    values: { name: { text: { value: "align" } }, queue: { text: { value: null } } },
  });
  expect(
    await refusalOf(client.views.update({ view_id: view?.id ?? "", hash: view?.hash ?? "", view: changed })),
  ).toMatchObject({ error: "hash_conflict" });
  await slack.acts.closeView("U0JBLOW", { viewId: view?.id ?? "" });
  expect(await refusalOf(client.views.update({ view_id: view?.id ?? "", view: changed }))).toMatchObject({
    error: "not_found",
  });
});

test("a view beyond Slack's limits is refused with the place", async () => {
  const long = modal("A title that is far too long", [section("x")]);
  expect((await refusalOf(open(long))).messages).toEqual([
    "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
  ]);
  const noSubmit = form({ submit: undefined });
  expect((await refusalOf(open(noSubmit))).messages[0]).toContain("submit is required");
  const blocks = Array.from({ length: 90 }, () => section("y".repeat(2999)));
  expect(await refusalOf(open(modal("Big", blocks)))).toMatchObject({ error: "view_too_large" });
});

test("Home is published for one person and clicks on it reach the bot", async () => {
  const clicked: unknown[] = [];
  bot = await aBot(slack, (app) => {
    app.action("more", async ({ ack, body }) => {
      clicked.push((body as { view: { type: string } }).view.type);
      await ack();
    });
  });
  const accessory = { type: "button", action_id: "more", text: { type: "plain_text", text: "More" } };
  const view = { type: "home", blocks: [section("jobs", { accessory })] } as never;
  await client.views.publish({ user_id: "U0JBLOW", view });
  await client.views.publish({ user_id: "U0JBLOW", view });
  const viewId = slack.home("U0JBLOW")?.id ?? "";
  await slack.acts.click("U0JBLOW", { viewId, actionId: "more" });
  expect(clicked).toEqual(["home"]);
  expect(slack.home("U0PETERS")).toBeUndefined();
});

test("a form is sent with its values, and its answer shows errors, the next form, or closes it", async () => {
  const sent: unknown[] = [];
  bot = await aBot(slack, (app) => {
    app.view("form", async ({ ack, view }) => {
      const name = view.state.values.name?.text?.value;
      sent.push(name);
      if (name === "bad") await ack({ response_action: "errors", errors: { name: "taken" } });
      else if (name === "more") await ack({ response_action: "push", view: form({ callback_id: "second" }) });
      else if (name === "other")
        await ack({ response_action: "update", view: modal("Other", [section("done")]) });
      else await ack();
    });
    app.view("second", async ({ ack }) => ack({ response_action: "clear" }));
  });
  await open(form());
  const viewId = top()?.id ?? "";
  const submit = (name: string) =>
    slack.acts.submitView("U0JBLOW", { viewId: top()?.id ?? "", values: { name } });

  expect(await submit("")).toEqual({ errors: { name: "Please complete this required field." } });
  expect(sent).toEqual([]);
  expect((await submit("bad")).errors).toEqual({ name: "taken" });
  expect(top()?.errors).toEqual({ name: "taken" });
  await submit("more");
  expect(slack.views("U0JBLOW")).toHaveLength(2);
  await submit("x");
  expect(slack.views("U0JBLOW")).toEqual([]);
  await open(form());
  await submit("other");
  expect(top()?.title).toMatchObject({ text: "Other" });
  await open(form());
  expect(top()?.id).not.toBe(viewId);
  await submit("fine");
  expect(slack.views("U0JBLOW")).toEqual([]);
  expect(sent).toEqual(["bad", "more", "other", "fine"]);
});

test("errors for a block that is no input, or a bad next form, are shown as trouble", async () => {
  bot = await aBot(slack, (app) => {
    app.view("form", async ({ ack, view }) => {
      if (view.state.values.name?.text?.value === "errors")
        await ack({ response_action: "errors", errors: { nobody: "x" } });
      else await ack({ response_action: "update", view: modal("x".repeat(25), []) });
    });
  });
  await open(form());
  const viewId = top()?.id ?? "";
  for (const name of ["errors", "update"]) {
    const { problems, delivery } = await slack.acts.submitView("U0JBLOW", { viewId, values: { name } });
    expect(problems).toHaveLength(1);
    expect(delivery?.shown).toBe("We had some trouble connecting. Try again?");
  }
  expect(slack.toasts("U0JBLOW").slice(-2)).toHaveLength(2);
  expect(top()?.id).toBe(viewId);
});

test("choices are sent as Slack sends them", async () => {
  let values: Record<string, Record<string, unknown>> = {};
  bot = await aBot(slack, (app) => {
    app.view("form", async ({ ack, view }) => {
      values = view.state.values as never;
      await ack();
    });
  });
  const option = (value: string) => ({ text: { type: "plain_text", text: value }, value });
  const input = (id: string, element: object) => ({
    ...textInput(id),
    element: { action_id: id, ...element },
  });
  await open(
    modal("Choose", [
      input("queue", {
        type: "static_select",
        options: [option("a"), option("b")],
        initial_option: option("a"),
      }),
      input("flags", { type: "checkboxes", options: [option("x"), option("y")] }),
      input("pi", { type: "users_select" }),
      input("cpus", { type: "number_input", is_decimal_allowed: false, min_value: "1", max_value: "8" }),
      input("definition", { type: "external_select" }),
      input("when", { type: "datepicker", initial_date: "2026-11-20" }),
    ]),
  );
  const entered = { flags: ["x", "y"], pi: "U0PETERS", definition: "hello:3" };
  const viewId = top()?.id ?? "";
  const tooMany = await slack.acts.submitView("U0JBLOW", { viewId, values: { ...entered, cpus: "9" } });
  expect(tooMany.errors).toEqual({ cpus: "Please enter a number of at most 8." });
  await slack.acts.submitView("U0JBLOW", { viewId, values: { cpus: "4" } });
  expect(values).toMatchObject({
    queue: { queue: { type: "static_select", selected_option: { value: "a" } } },
    flags: { flags: { selected_options: [{ value: "x" }, { value: "y" }] } },
    pi: { pi: { selected_user: "U0PETERS" } },
    cpus: { cpus: { type: "number_input", value: "4" } },
    definition: { definition: { selected_option: { value: "hello:3" } } },
    when: { when: { selected_date: "2026-11-20" } },
  });
});

test("a closed form tells the bot only where it asks for it", async () => {
  const closed: string[] = [];
  bot = await aBot(slack, (app) => {
    app.view({ callback_id: "form", type: "view_closed" }, async ({ ack, view }) => {
      closed.push(view.id);
      await ack();
    });
  });
  await open(form());
  expect(await slack.acts.closeView("U0JBLOW", { viewId: top()?.id ?? "" })).toBeUndefined();
  await open(form({ notify_on_close: true }));
  const viewId = top()?.id ?? "";
  await slack.acts.closeView("U0JBLOW", { viewId });
  expect(closed).toEqual([viewId]);
});
