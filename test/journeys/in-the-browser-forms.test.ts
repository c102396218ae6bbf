import { afterAll, beforeAll, expect, test } from "vitest";
import { pageFiles } from "../../src/playground/page-files.ts";
import type { LocalSlack } from "../../src/playground/slack/local-slack.ts";
import { aBot, type Bot } from "../playground/slack/a-bot.ts";
import { aWorkspace, modal, plain, textInput } from "../playground/slack/a-workspace.ts";
import { openBrowser, type Tabs } from "../support/a-browser.ts";
import { type Person, personAt } from "../support/browser-person.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

const queues = {
  type: "static_select",
  action_id: "queue",
  options: ["default", "highmem"].map((name) => ({ text: plain(name), value: name })),
};
const form = modal("Submit a job", [
  textInput("Name"),
  { type: "input", block_id: "Queue", label: plain("Queue"), element: queues },
]);

describeInBrowser("a form of an app", () => {
  let slack: LocalSlack;
  let bot: Bot;
  let browser: Tabs;
  let jblow: Person;
  const taken: unknown[] = [];

  beforeAll(async () => {
    slack = await aWorkspace({
      page: pageFiles,
      shortcuts: [
        { type: "global", name: "Submit a job", callbackId: "submit" },
        { type: "message", name: "Run this again", callbackId: "again" },
      ],
    });
    bot = await aBot(slack, (app) => {
      for (const callbackId of ["submit", "again"]) {
        app.shortcut(callbackId, async ({ ack, shortcut, client }) => {
          await ack();
          await client.views.open({ trigger_id: shortcut.trigger_id, view: form });
        });
      }
      app.view("form", async ({ ack, view }) => {
        const name = view.state.values.Name?.text?.value ?? "";
        if (/\s/.test(name)) {
          await ack({ response_action: "errors", errors: { Name: "A name has no spaces." } });
          return;
        }
        await ack();
        taken.push({ name, queue: view.state.values.Queue?.queue?.selected_option?.value });
      });
    });
    await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "Who submits the next one?" });
    browser = await openBrowser();
    jblow = await personAt(browser, slack.url, { as: "U0JBLOW", channel: "C0PETERS" });
  });

  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    await slack?.close();
  });

  test("is filled, put right and sent", async () => {
    await jblow.uses("Submit a job");
    const opened = await jblow.form("Submit a job");
    await opened.fills({ Name: "two words" });
    await opened.chooses("Queue", "highmem");
    await opened.submits();
    await opened.showsError("Name", "A name has no spaces.");
    await jblow.findsNoBarriers();
    await opened.fills({ Name: "first" });
    await opened.submits();
    await opened.isGone();
    expect(taken).toEqual([{ name: "first", queue: "highmem" }]);
  });

  test("opens from a message too, and closes without being sent", async () => {
    await jblow.uses("Run this again", jblow.card("Who submits the next one?"));
    const opened = await jblow.form("Submit a job");
    await opened.closes();
    await opened.isGone();
    expect(taken).toHaveLength(1);
  });

  test("meets no error on the page's console", () => {
    expect(jblow.troubles).toEqual([]);
  });
});
