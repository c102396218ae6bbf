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
  const opens = () => jblow.page.getByRole("button", { name: /Scenarios/ }).click();

  test("are listed by what they are about, and say whose window plays them", async () => {
    await opens();
    await catalogue().shows("What Batchmate says when a job goes wrong");
    const names = await catalogue().locator.getByRole("button", { name: /^Run/ }).count();
    expect(names).toBe(await catalogue().locator.locator("[data-scenario]").count());
    await catalogue()
      .locator.getByRole("button", { name: /^Run as K\. Lee: / })
      .waitFor();
    await jblow.findsNoBarriers();
  });

  test("play in their channel, say what to watch, and lead to the thread", async () => {
    await catalogue().presses("Run: Out of memory");
    await catalogue().locator.waitFor({ state: "hidden" });
    await note().shows("Out of memory");
    expect(new URL(jblow.page.url()).searchParams.get("channel")).toBe("C0PETERS");
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

  test("start from a link, once", async () => {
    const { slack } = page.playground;
    const cards = () =>
      slack
        .messages("C0PETERS")
        .filter(({ text, threadTs }) => threadTs === undefined && text.startsWith("hello "));
    await jblow.page.goto(`${slack.url}/?as=U0JBLOW&channel=C0GENERAL&scenario=hello`);
    await jblow.card("hello").shows(/succeeded after/);
    expect(new URL(jblow.page.url()).search).toBe("?as=U0JBLOW&channel=C0PETERS");
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    await opens();
    await catalogue().locator.getByRole("button", { name: "Run again: Hello, world" }).waitFor();
    expect(cards()).toHaveLength(1);
  });
});
