import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("ways through the workspace", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    const { acts } = page.playground.slack;
    const said = { channel: "C0HELP", text: "The sequencer is free on Tuesday." };
    const first = await acts.types("U0ADMIN", said);
    const threadTs = first.message?.ts ?? "";
    await acts.types("U0PETERS", { channel: "C0HELP", threadTs, text: "Then I take the afternoon." });
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  const title = (person: Person) => person.page.getByRole("main").getByRole("heading", { level: 1 });
  const channels = (person: Person) =>
    person.page.getByRole("region", { name: "Channels", exact: true }).getByRole("link").allInnerTexts();
  const address = (person: Person) => new URL(person.page.url()).searchParams;

  test("the arrows lead back and forward, as far as one has been", async () => {
    const [back, forward] = ["Back in history", "Forward in history"].map((name) =>
      jblow.page.getByRole("button", { name }),
    );
    const wasAt = ["peters-lab", "general", "scicomp-help"];
    await jblow.goesTo("C0GENERAL");
    await jblow.goesTo("C0HELP");
    expect(await forward?.isDisabled()).toBe(true);
    for (const name of wasAt.slice(0, -1).reverse()) {
      await back?.click();
      await expect.poll(() => title(jblow).innerText()).toBe(name);
    }
    expect(await back?.isDisabled()).toBe(true);
    for (const name of wasAt.slice(1)) {
      await forward?.click();
      await expect.poll(() => title(jblow).innerText()).toBe(name);
    }
  });

  test("the search finds a channel by its name, and one writes there at once", async () => {
    await jblow.search.goesTo("peters-lab");
    await expect.poll(() => title(jblow).innerText()).toBe("peters-lab");
    await jblow.page.keyboard.type("Is it free?");
    expect(await jblow.composer.field.inputValue()).toBe("Is it free?");
  });

  test("the search finds what was said, also in a thread, and stands on it", async () => {
    const standsOn = (words: string) =>
      jblow.page.locator("[data-ts]:focus").getByText(words, { exact: true }).waitFor();
    await jblow.search.goesTo("free on tuesday");
    await standsOn("The sequencer is free on Tuesday.");
    await jblow.search.goesTo("take the afternoon");
    await standsOn("Then I take the afternoon.");
    await jblow.thread.shows("1 reply");
    expect(address(jblow).get("channel")).toBe("C0HELP");
  });

  test("the search says so where there is nothing, and Escape leaves it", async () => {
    await jblow.search.opens();
    await jblow.page.keyboard.type("no such words");
    await jblow.search.shows("Nothing found.");
    await jblow.page.keyboard.press("Escape");
    await jblow.search.locator.waitFor({ state: "hidden" });
  });

  test("the dark theme is kept over a reload", async () => {
    const ground = () => jblow.page.evaluate<string>("getComputedStyle(document.body).colorScheme");
    const light = await ground();
    await jblow.page.getByRole("button", { name: "Theme" }).click();
    await jblow.page.getByRole("menuitemradio", { name: "Dark" }).click();
    await expect.poll(ground).not.toBe(light);
    await jblow.page.reload();
    await jblow.page.waitForSelector("body.ready");
    expect(await ground()).toBe("dark");
  });

  test("the search finds a person to be, who sees their own channels", async () => {
    expect(await channels(jblow)).toEqual(["general", "peters-lab", "scicomp-help"]);
    await jblow.search.goesTo("Become K. Lee");
    await jblow.page.waitForURL(/as=U0KLEE/);
    await jblow.page.waitForSelector("body.ready");
    expect(await channels(jblow)).toEqual(["doe-lab", "general", "scicomp-help"]);
  });

  test("the row of people leads to another window and back", async () => {
    const become = async (name: string, id: string) => {
      await jblow.page.getByRole("link", { name: `Become ${name}` }).click();
      await jblow.page.waitForURL(new RegExp(`as=${id}`));
      await jblow.page.waitForSelector("body.ready");
    };
    await become("S. Admin", "U0ADMIN");
    expect(await channels(jblow)).toContain("scicomp-admins");
    expect(await channels(jblow)).not.toContain("peters-lab");
    await become("J. Blow", "U0JBLOW");
    await expect.poll(() => channels(jblow)).toContain("peters-lab");
    await jblow.page.getByRole("link", { name: "You are J. Blow" }).waitFor();
  });
});
