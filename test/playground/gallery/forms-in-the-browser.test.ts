import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pageFiles } from "../../../src/playground/page-files.ts";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { openBrowser, type Tabs } from "../../support/a-browser.ts";
import { type Person, personAt } from "../../support/browser-person.ts";
import { describeInBrowser } from "../../support/describe-in-browser.ts";
import { aBot, type Bot } from "../slack/a-bot.ts";
import { aWorkspace, modal, plain, section } from "../slack/a-workspace.ts";

const field = (label: string, element: object) => ({
  type: "input",
  block_id: label,
  label: plain(label),
  element: { action_id: label, ...element },
});
const options = ["alpha", "beta"].map((each) => ({ text: plain(each), value: each }));
const form = modal(
  "A form",
  [
    field("Story", { type: "rich_text_input" }),
    field("Name", { type: "plain_text_input", max_length: 12, initial_value: "align" }),
    field("Queue", { type: "static_select", options }),
    field("Way", { type: "radio_buttons", options }),
  ],
  { notify_on_close: true, callback_id: "form" },
);
const upper = modal("Upper", [section("On top.")], { notify_on_close: true, callback_id: "upper" });

describeInBrowser("a form", () => {
  let browser: Tabs;
  let slack: LocalSlack;
  let bot: Bot;
  let person: Person;
  let sent: Record<string, Record<string, Record<string, unknown>>>[];
  let closed: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    [sent, closed] = [[], []];
    slack = await aWorkspace({ page: pageFiles });
    bot = await aBot(slack, (app) => {
      app.command("/batch", async ({ ack, client, command }) => {
        await ack();
        const view = command.text === "wait" ? modal("Waiting", [section("…")], { submit: undefined }) : form;
        await client.views.open({ trigger_id: command.trigger_id, view });
      });
      app.view("form", async ({ ack, view }) => {
        sent.push(view.state.values as never);
        if (sent.length === 1) await ack({ response_action: "errors", errors: { Name: "Taken already." } });
        else await ack({ response_action: "push", view: upper });
      });
      app.view({ type: "view_closed", callback_id: /.*/ }, async ({ ack, view }) => {
        closed.push(view.callback_id);
        await ack();
      });
    });
    person = await personAt(browser, slack.url, { as: "U0JBLOW", channel: "C0PETERS" });
  });
  afterEach(async () => {
    await person?.page.close();
    await bot?.stop();
    await slack?.close();
  });

  const story = () => person.page.getByRole("textbox", { name: "Story", exact: true });
  const focusIs = (label: string) =>
    person.page.getByRole("dialog").getByLabel(label).and(person.page.locator(":focus")).waitFor();

  const fill = async () => {
    const { page } = person;
    await story().fill("It stops at the third sample.");
    const opened = await person.form("A form");
    await opened.chooses("Queue", "beta");
    await page.getByRole("radio", { name: "alpha" }).check();
    return opened;
  };

  test("refused by the page itself leads to its first mistake, and is not sent", async () => {
    await person.types("/batch form");
    const opened = await person.form("A form");
    await opened.submits();
    await opened.locator
      .locator("[data-block=Story]")
      .getByText(/required/)
      .waitFor();
    await focusIs("Story");
    expect(sent).toEqual([]);
  });

  test("refused by the bot says why under the field, keeps what was entered, and leads there", async () => {
    await person.types("/batch form");
    const opened = await fill();
    await opened.submits();
    await opened.showsError("Name", "Taken already.");
    await focusIs("Name");
    expect(await person.page.getByRole("radio", { name: "alpha" }).isChecked()).toBe(true);
    expect(sent[0]?.Queue?.Queue).toMatchObject({ selected_option: { value: "beta" } });
  });

  test("counts the letters that are left, and those too many", async () => {
    await person.types("/batch form");
    const opened = await person.form("A form");
    await opened.fills({ Name: "align-NA12" });
    await opened.shows("2 characters left");
    await opened.fills({ Name: "align-NA12878" });
    await opened.shows("1 character too many");
  });

  test("takes rich text as it was formatted", async () => {
    await person.types("/batch form");
    const opened = await fill();
    await story().fill("all of it");
    await story().press("ControlOrMeta+a");
    await opened.presses("Bold");
    await opened.presses("Bulleted list");
    await opened.submits();
    await opened.showsError("Name", "Taken already.");
    const item = {
      type: "rich_text_section",
      elements: [{ type: "text", text: "all of it", style: { bold: true } }],
    };
    expect(sent[0]?.Story?.Story?.rich_text_value).toEqual({
      type: "rich_text",
      elements: [{ type: "rich_text_list", style: "bullet", indent: 0, elements: [item] }],
    });
  });

  test("on top of another leads back by its arrow, and Escape closes the last; the bot is told of both", async () => {
    await person.types("/batch form");
    const lower = await fill();
    await lower.submits();
    await lower.showsError("Name", "Taken already.");
    await lower.fills({ Name: "other" });
    await lower.submits();
    const top = await person.form("Upper");
    await top.presses("Back");
    await person.form("A form");
    await person.page.keyboard.press("Escape");
    await lower.isGone();
    await slack.waitFor(() => closed.length === 2, { timeoutMs: 60_000 });
    expect(closed).toEqual(["upper", "form"]);
  });

  test("that still waits for its content can not be sent", async () => {
    await person.types("/batch wait");
    await person.form("Waiting");
    expect(await person.page.getByRole("dialog").locator("[type=submit]").isVisible()).toBe(false);
  });
});
