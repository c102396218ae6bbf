import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { placeAt } from "../support/browser-place.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("the scenarios on the page", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground({ timings: { secondMs: 100 } });
    jblow = await page.as("jblow", { in: "general" });
  });

  afterAll(() => page?.close());

  const catalogue = () => placeAt("the catalogue", jblow.page.getByRole("dialog", { name: "Scenarios" }));
  const note = () => placeAt("the note", jblow.page.getByRole("region", { name: "Scenario", exact: true }));
  const railItem = () => jblow.page.getByRole("button", { name: /Scenarios/ });
  const opens = () => railItem().click();
  const address = () => new URL(jblow.page.url()).searchParams;

  test("lie in a catalogue that keys open and close, and that stands in nobody's way", async () => {
    await railItem().focus();
    await jblow.page.keyboard.press("Enter");
    await catalogue().locator.waitFor();
    for (const name of ["Start", "Failures", "Waiting", "Scale", "Safety"])
      expect(
        await catalogue().locator.getByRole("region", { name }).getByRole("listitem").count(),
      ).toBeGreaterThan(1);
    await jblow.findsNoBarriers();
    await jblow.page.keyboard.press("Escape");
    await catalogue().locator.waitFor({ state: "hidden" });
    await jblow.page.locator("[data-rail=scenarios]:focus").waitFor();
  });

  test("are listed by what they are about, and say whose window plays them", async () => {
    await opens();
    await catalogue().shows("What Batchmate says when a job goes wrong");
    const names = await catalogue().locator.getByRole("button", { name: /^Run/ }).count();
    expect(names).toBe(await catalogue().locator.locator("[data-scenario]").count());
    await catalogue()
      .locator.getByRole("button", { name: /^Run as K\. Lee: / })
      .waitFor();
  });

  test("play in their channel, say what to watch, and lead to the thread", async () => {
    await catalogue().presses("Run: Out of memory");
    await catalogue().locator.waitFor({ state: "hidden" });
    await note().shows("Out of memory");
    expect(address().get("channel")).toBe("C0PETERS");
    await note().shows(/really takes more than its 256 MiB and is killed/);
    await jblow.card("sort-NA12878").shows(/failed after .* with exit code 137/);
    await note().shows("That was all.");
    await note().presses("Open the thread");
    await jblow.thread.shows(/needed more memory than its 256 MiB/);
    await jblow.thread.shows(/More memory usually fixes this/);
    await jblow.findsNoBarriers();
  });

  test("leave their note until it is put away, over a reload", async () => {
    await note().presses("Put the note away");
    await note().locator.waitFor({ state: "hidden" });
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    await jblow.thread.shows(/More memory usually fixes this/);
    expect(await note().locator.count()).toBe(0);
  });

  test("wait for the reader where something can be put right", async () => {
    await opens();
    await catalogue().presses("Run: Batch may not start machines");
    await note().presses("Put right");
    await note().shows("That was all.");
  });

  test("show on the rail what they switch on, though nobody looks at the local AWS", async () => {
    await jblow.search.goesTo("Events come late");
    await expect.poll(() => jblow.aws.railItem.innerText()).toMatch(/^1\s+AWS$/);
    await note().locator.getByText("That was all.").waitFor({ timeout: 60_000 });
    await expect.poll(() => jblow.aws.railItem.innerText()).toBe("AWS");
  });

  test("are led to by a link, which starts nothing until one presses", async () => {
    const { slack } = page.playground;
    const cards = () =>
      slack
        .messages("C0PETERS")
        .filter(({ text, threadTs }) => threadTs === undefined && text.startsWith("hello "));
    await jblow.page.goto(`${slack.url}/?as=U0JBLOW&channel=C0GENERAL&scenario=hello`);
    await catalogue().locator.locator("[data-scenario=hello][aria-current]").waitFor();
    await catalogue().locator.locator("[aria-label='Run: Hello, world']:focus").waitFor();
    expect(Object.fromEntries(address())).toEqual({ as: "U0JBLOW", channel: "C0GENERAL" });
    await jblow.findsNoBarriers();
    expect(cards()).toHaveLength(0);
    await jblow.page.keyboard.press("Enter");
    await jblow.card("hello").shows(/succeeded after/);
    expect(Object.fromEntries(address())).toEqual({ as: "U0JBLOW", channel: "C0PETERS" });
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    await opens();
    await catalogue().locator.getByRole("button", { name: "Run again: Hello, world" }).waitFor();
    expect(cards()).toHaveLength(1);
  });

  test("that somebody else plays start in that person's window, once", async () => {
    await jblow.page.goto(`${page.playground.slack.url}/?as=U0KLEE&scenario=typing-error`);
    await catalogue().presses("Run as J. Blow: A typing error");
    await jblow.page.waitForURL(/as=U0JBLOW/);
    await note().shows("Nothing is submitted.");
    await jblow.privately.shows(/no option/);
    await note().shows("That was all.");
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    expect(await jblow.privately.locator.getByText("no option").count()).toBe(1);
  });
});
