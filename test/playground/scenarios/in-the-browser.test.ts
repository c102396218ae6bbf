import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../../support/browser-playground.ts";
import { describeInBrowser } from "../../support/describe-in-browser.ts";

describeInBrowser("the scenarios on the page", () => {
  let open: OpenPlayground;
  let jblow: Person;
  let page: Page;
  let catalogue: Locator;
  let note: Locator;

  beforeAll(async () => {
    open = await openPlayground();
    jblow = await open.as("jblow", { in: "general" });
    ({ page } = jblow);
    catalogue = page.getByRole("dialog", { name: "Scenarios" });
    note = page.getByRole("region", { name: "Scenario", exact: true });
  });

  // Fails if there was an error on the console.
  afterAll(() => open?.close());

  const opensCatalogue = () => page.getByRole("button", { name: "Scenarios" }).click();

  test("lie in a catalogue that keys open and close, and that stands in nobody's way", async () => {
    const item = page.getByRole("button", { name: "Scenarios" });
    await item.focus();
    await page.keyboard.press("Enter");
    await catalogue.waitFor();
    for (const group of ["Start", "Failures", "Waiting", "Scale", "Safety"])
      expect(
        await catalogue.getByRole("region", { name: group }).getByRole("listitem").count(),
      ).toBeGreaterThan(1);
    await jblow.findsNoBarriers();
    await page.keyboard.press("Escape");
    await catalogue.waitFor({ state: "hidden" });
    await page.waitForFunction(`document.activeElement?.getAttribute("data-rail") === "scenarios"`);
  });

  test("bring the reader to where they play, say what to watch, and lead to the thread", async () => {
    await opensCatalogue();
    await catalogue.getByRole("button", { name: "Run: Hello, world" }).click();
    await note.getByText("One line becomes a card").waitFor();
    expect(page.url()).toContain("channel=C0PETERS");
    await note.getByText("That was all.").waitFor();
    await note.getByRole("button", { name: "Open the thread" }).click();
    await page
      .getByRole("complementary", { name: "Thread" })
      .getByText(/succeeded after/)
      .last()
      .waitFor();
    await note.getByRole("button", { name: "Put the note away" }).click();
    expect(await note.count()).toBe(0);
  });

  test("wait for the reader where something can be put right", async () => {
    await opensCatalogue();
    await catalogue.getByRole("button", { name: "Run: Batch may not start machines" }).click();
    await note.getByRole("button", { name: "Put right" }).click();
    await note.getByText("That was all.").waitFor();
  });

  test("are found by the search, and one that is found is run", async () => {
    await jblow.search.goesTo("Hello, world");
    await note.getByText("One line becomes a card").waitFor();
    await note.getByText("That was all.").waitFor();
  });

  test("show on the rail what they switch on, though nobody looks at the local AWS", async () => {
    await jblow.search.goesTo("Events come late");
    await expect.poll(() => jblow.aws.railItem.innerText()).toMatch(/^1\s+AWS$/);
    await note.getByText("That was all.").waitFor({ timeout: 60_000 });
    await expect.poll(() => jblow.aws.railItem.innerText()).toBe("AWS");
  });

  test("start from a link, once, as the person who plays", async () => {
    const { url } = open.playground.slack;
    await page.goto(`${url}/?as=U0KLEE&scenario=typing-error`);
    await note.getByText("Nothing is submitted.").waitFor();
    expect(new URL(page.url()).searchParams.get("as")).toBe("U0JBLOW");
    expect(page.url()).not.toContain("scenario");
    await page.locator("[data-ephemeral]").getByText("no option").waitFor();
    await page.reload();
    await page.waitForSelector("body.ready");
    expect(await page.locator("[data-ephemeral]").getByText("no option").count()).toBe(1);
  });
});
