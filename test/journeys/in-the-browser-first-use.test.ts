import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

const line = "/batch submit --jobdef hello -- echo hello world";

describeInBrowser("a channel in which nobody has said anything yet", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  test("says what it is for, and offers the first job with its line", async () => {
    await jblow.channel.shows(/very beginning of the/);
    await jblow.channel.shows("Run your first job");
    await jblow.channel.shows(line);
    expect(await jblow.page.title()).toContain("peters-lab");
    await jblow.findsNoBarriers();
  });

  test("runs it with one press, and its card and thread tell of it to the end", async () => {
    await jblow.channel.presses("Run it");
    const card = jblow.card("hello");
    await card.shows(/succeeded after/);
    const thread = await card.opensThread();
    await thread.shows(/@J\. Blow hello succeeded after/);
    const end = thread.locator
      .locator("[data-ts]")
      .filter({ has: jblow.page.locator("[data-user=U0JBLOW]") });
    expect(await end.innerText()).toMatch(/@J\. Blow hello succeeded after/);
    await jblow.thread.closes();
  });

  test("no longer offers it, but still says where it begins", async () => {
    await jblow.channel.showsNo("Run your first job");
    await jblow.channel.shows(/very beginning of the/);
  });

  test("puts the line in the message field for who wants to change it first", async () => {
    const klee = await page.as("klee", { in: "doe-lab" });
    await klee.channel.presses("Put it in the message field");
    expect(await klee.composer.field.inputValue()).toBe(line);
    await klee.composer.writes(" again");
    await klee.composer.sends();
    await klee.card("hello").shows(/succeeded after/);
    await klee.types("/batch logs hello");
    await klee.privately.shows(/hello world again/);
  });
});
