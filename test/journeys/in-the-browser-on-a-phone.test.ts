import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOn } from "../support/browser-barriers.ts";
import { tooWideOn } from "../support/browser-misfits.ts";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("somebody on a phone", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    jblow = await page.as("jblow", { in: "general", look: "on a phone" });
  });

  afterAll(() => page?.close());

  const button = (name: string | RegExp) => jblow.page.getByRole("button", { name }).first();
  const list = () => jblow.page.getByRole("navigation", { name: "Channels and direct messages" });
  const fits = async () => {
    expect(await tooWideOn(jblow.page)).toEqual([]);
    expect(await barriersOn(jblow.page)).toEqual([]);
  };

  test("has one channel in front of them, and behind it the list of all", async () => {
    await fits();
    expect(await list().isVisible()).toBe(false);
    await button("Show channels").tap();
    await list().waitFor();
    expect(await jblow.composer.field.isVisible()).toBe(false);
    await fits();
    await list().getByRole("link", { name: "peters-lab" }).tap();
    await list().waitFor({ state: "hidden" });
    await fits();
  });

  test("runs a job from the message field, above the edge of the screen", async () => {
    const { field } = jblow.composer;
    await jblow.types("/batch submit --jobdef hello --name pocket -- sh -c 'echo a long line of a job'");
    await jblow.card("pocket").shows(/succeeded after/);
    expect(await field.evaluate((node) => node.getBoundingClientRect().bottom)).toBeLessThan(844);
    await fits();
  });

  test("still sees the newest answer, after a card has changed", async () => {
    await jblow.types("/batch list");
    await jblow.privately.shows(/^Your jobs/);
    const gap = async () => {
      const answer = await jblow.privately.locator.last().boundingBox();
      const field = await jblow.composer.field.boundingBox();
      return (field?.y ?? 0) - (answer?.y ?? 0) - (answer?.height ?? 0);
    };
    await expect.poll(gap).toBeGreaterThan(0);
    expect(await button(/New messages/).isVisible()).toBe(false);
    await fits();
  });

  test("reads the job's thread in place of the channel, answers, and goes back", async () => {
    const thread = await jblow.card("pocket").opensThread();
    await thread.shows(/succeeded after/);
    expect(await jblow.composer.field.isVisible()).toBe(false);
    await thread.replies("Thank you.");
    await thread.shows(/@J\. Blow pocket succeeded after/);
    // Of a job that was quicker than its start could be told there is only the end to tell.
    await thread.shows(/^[23] replies$/);
    await fits();
    await thread.presses("Back to the channel");
    await thread.locator.waitFor({ state: "hidden" });
    await jblow.card("pocket").shows(/[23] replies/);
    await jblow.composer.field.waitFor();
  });

  test("looks at the search, the scenarios, the local AWS, the Home and the gallery", async () => {
    await button("Show channels").tap();
    await button(/^Search/).tap();
    await jblow.search.locator.waitFor();
    await fits();
    await jblow.search.presses("Close search");
    await button(/Scenarios/).tap();
    await jblow.page.getByRole("dialog", { name: "Scenarios" }).waitFor();
    await fits();
    await button("Close scenarios").tap();
    await jblow.aws.railItem.tap();
    await jblow.aws.job("pocket").unfolds();
    await jblow.aws.shows("sh -c 'echo a long line of a job'");
    await fits();
    await jblow.aws.presses("Close the local AWS");
    await jblow.opensHome();
    await jblow.home.locator.waitFor();
    await fits();
    await button("Show channels").tap();
    await jblow.page.getByRole("link", { name: "Gallery" }).tap();
    await jblow.page.getByRole("main").getByRole("heading").first().waitFor();
    await fits();
  });
});
