import { afterAll, beforeAll, expect, test } from "vitest";
import { pageFiles } from "../../src/playground/page-files.ts";
import type { LocalSlack } from "../../src/playground/slack/local-slack.ts";
import { aBot, type Bot } from "../playground/slack/a-bot.ts";
import { aWorkspace } from "../playground/slack/a-workspace.ts";
import { openBrowser, type Tabs } from "../support/a-browser.ts";
import { type Person, personAt } from "../support/browser-person.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("somebody who writes", () => {
  let slack: LocalSlack;
  let bot: Bot;
  let browser: Tabs;
  let jblow: Person;

  beforeAll(async () => {
    slack = await aWorkspace({
      page: pageFiles,
      commandHint: { usageHint: "submit | status", description: "Run AWS Batch jobs" },
    });
    bot = await aBot(slack, (app) => {
      app.command("/batch", async ({ ack, command, respond, client }) => {
        await ack();
        await respond({ response_type: "ephemeral", text: `Heard: ${command.text}` });
        if (command.text !== "correct") return;
        const posted = await client.chat.postMessage({ channel: command.channel_id, text: "Three samples." });
        await client.chat.update({ channel: command.channel_id, ts: posted.ts ?? "", text: "Four samples." });
      });
    });
    browser = await openBrowser();
    jblow = await personAt(browser, slack.url, { as: "U0JBLOW", channel: "C0PETERS" });
  });

  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
    await slack?.close();
  });

  const newest = () => jblow.channel.locator.locator("[data-ts]").last();
  const written = () => jblow.composer.field.inputValue();

  test("marks a word as bold and another as code, by buttons", async () => {
    const { composer } = jblow;
    await composer.writes("Sort the genome");
    await composer.selectsLastWord();
    await composer.presses("Bold");
    expect(await written()).toBe("Sort the *genome*");
    await composer.field.press("End");
    await composer.writes(" with samtools");
    await composer.selectsLastWord();
    await composer.presses(/^Code$/);
    await composer.sends();
    await jblow.channel.locator.locator("b", { hasText: /^genome$/ }).waitFor();
    expect(await newest().locator("code").allInnerTexts()).toEqual(["samtools"]);
    expect(await newest().innerText()).toMatch(/Sort the genome with samtools$/);
    expect(await written()).toBe("");
  });

  test("goes on in a new line with Shift and Enter", async () => {
    await jblow.composer.writes("one line");
    await jblow.composer.field.press("Shift+Enter");
    await jblow.composer.writes("and another");
    await jblow.composer.sends();
    await jblow.channel.shows(/one line\s+and another/);
    expect(slack.messages("C0PETERS").at(-1)?.text).toBe("one line\nand another");
  });

  test("picks an emoji by its name", async () => {
    await jblow.composer.writes("It runs");
    await jblow.composer.picksEmoji("tada");
    expect(await written()).toBe("It runs :tada: ");
    await jblow.composer.sends();
    await jblow.channel.shows("🎉");
  });

  test("is offered the command, and who is meant", async () => {
    const { composer } = jblow;
    await composer.writes("/ba");
    await composer.suggestions.shows("/batch submit | status");
    await composer.field.press("Tab");
    expect(await written()).toBe("/batch ");
    await composer.field.fill("");
    await composer.writes("Look, @pet");
    await composer.suggestions.shows("U. Peters");
    await composer.sends();
    expect(await written()).toBe("Look, @upeters ");
    await composer.sends();
    await jblow.channel.shows("@U. Peters");
    expect(slack.messages("C0PETERS").at(-1)?.text).toBe("Look, <@U0PETERS>");
  });

  test("attaches a file, and can read it in the message", async () => {
    await jblow.composer.attaches({ name: "samples.csv", text: "sample,lane\nNA12878,1\n" });
    await jblow.composer.sends();
    const file = newest().getByRole("group", { name: "File samples.csv" });
    await file.getByText("NA12878,1").waitFor();
    await newest().getByRole("link", { name: "Download samples.csv" }).waitFor();
  });

  test("finds what was begun in a channel there again", async () => {
    await jblow.composer.writes("Half a sentence");
    await jblow.goesTo("C0OPEN");
    await expect.poll(written).toBe("");
    await jblow.goesTo("C0PETERS");
    await expect.poll(written).toBe("Half a sentence");
    await jblow.composer.field.fill("");
  });

  test("sees that a message was edited, and a private answer only until it is dismissed", async () => {
    await jblow.types("/batch correct");
    await jblow.channel.shows("Four samples.");
    expect(await newest().getByText("(edited)").count()).toBe(1);
    await jblow.privately.shows("Heard: correct");
    await jblow.privately.presses("Dismiss message");
    await jblow.privately.showsNo("Heard: correct");
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    await jblow.channel.shows("Four samples.");
    expect(await jblow.privately.locator.count()).toBe(0);
  });

  test("meets no error on the page's console", () => {
    expect(jblow.troubles).toEqual([]);
  });
});
