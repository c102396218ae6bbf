import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { namelessOn } from "../support/browser-misfits.ts";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("without a pointer, or without seeing the page", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    const { acts } = page.playground.slack;
    for (const text of ["Lane 1 is done.", "Lane 2 is done.", "Lane 3 is done."])
      await acts.types("U0PETERS", { channel: "C0PETERS", text });
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => jblow.page.keyboard.press(key)), Promise.resolve());
  const hasFocus = (control: Locator) => control.and(jblow.page.locator(":focus")).waitFor();
  const standsOn = (words: string) =>
    jblow.page.locator("[data-ts]:focus").getByText(words, { exact: true }).waitFor();
  const button = (name: string | RegExp) => jblow.page.getByRole("button", { name }).first();

  test("a private answer is read out, with who it is from and that nobody else sees it", async () => {
    await jblow.types("/batch whoami");
    const heard = jblow.page.locator("#announcer[aria-live=polite]");
    await expect
      .poll(() => heard.textContent())
      .toMatch(/^Batchmate \(only visible to you\): You are in 1 lab: peters-u/);
  });

  test("the arrow keys move between messages, from the newest up and back", async () => {
    await jblow.channel.locator.locator("[tabindex='0']").focus();
    await jblow.page.locator("[data-ephemeral]:focus").waitFor();
    await press("ArrowUp");
    await standsOn("Lane 3 is done.");
    await press("ArrowUp", "ArrowUp");
    await standsOn("Lane 1 is done.");
    await press("ArrowDown");
    await standsOn("Lane 2 is done.");
    await press("Home");
    await standsOn("Lane 1 is done.");
  });

  test("a thread opens from the message's toolbar, and Escape leads back to the message", async () => {
    await press("Tab", "Tab");
    await hasFocus(button("Reply in thread"));
    await press("Enter");
    await hasFocus(jblow.thread.locator.getByRole("textbox", { name: /^Reply/ }));
    await jblow.page.keyboard.type("Thanks.");
    await press("Enter");
    await jblow.thread.shows("1 reply");
    await jblow.thread.closes();
    await standsOn("Lane 1 is done.");
  });

  test.each([
    { what: "the menu of a message", opener: "More message actions", role: "menu" },
    { what: "the themes", opener: "Theme", role: "menu" },
    { what: "who one is", opener: /^You are J\. Blow/, role: "menu" },
    { what: "the emoji", opener: "Emoji", role: "dialog" },
    { what: "the search", opener: /^Search/, role: "dialog" },
    { what: "the scenarios", opener: /Scenarios/, role: "dialog" },
  ] as const)("Escape closes $what, and leads back to what opened it", async ({ opener, role }) => {
    await button(opener).focus();
    await press("Enter");
    const opened = jblow.page.getByRole(role).filter({ visible: true });
    await opened.waitFor();
    await press("Escape");
    await opened.waitFor({ state: "hidden" });
    await hasFocus(button(opener));
  });

  test("Escape closes the local AWS, and leads back to the rail", async () => {
    await jblow.aws.railItem.focus();
    await press("Enter");
    await jblow.aws.locator.getByRole("tab", { name: "Jobs" }).focus();
    await press("ArrowRight", "ArrowRight");
    await hasFocus(jblow.aws.locator.getByRole("tab", { name: "Logs" }));
    await press("Escape");
    await jblow.aws.locator.waitFor({ state: "hidden" });
    await hasFocus(jblow.aws.railItem);
  });

  test("the first stop of the Tab key leads past everything to the messages", async () => {
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    const skip = jblow.page.getByRole("link", { name: "Skip to the messages" });
    await skip.focus();
    await expect.poll(async () => (await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
    await press("Enter");
    await hasFocus(jblow.page.getByRole("main"));
  });

  test("every control of the main screens has a name", async () => {
    const { aws } = jblow;
    await jblow.types("/batch submit --jobdef hello --name named -- true");
    const card = jblow.card("named");
    await card.shows(/succeeded after/);
    await card.opensThread();
    expect(await namelessOn(jblow.page)).toEqual([]);
    await jblow.thread.closes();
    await aws.opens();
    for (const tab of await aws.locator.getByRole("tab").all()) {
      await tab.click();
      await aws.locator.getByRole("tabpanel").waitFor();
      expect(await namelessOn(jblow.page)).toEqual([]);
    }
    await jblow.opensHome();
    await jblow.home.locator.waitFor();
    expect(await namelessOn(jblow.page)).toEqual([]);
    await jblow.page.getByRole("link", { name: "Gallery" }).click();
    await jblow.page.getByRole("main").getByRole("heading").first().waitFor();
    expect(await namelessOn(jblow.page)).toEqual([]);
  });
});
