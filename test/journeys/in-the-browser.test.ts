import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Playground, startPlayground } from "../../src/playground/playground.ts";
import { chromiumPath, openBrowser, type Person, personAt } from "../support/a-browser.ts";

if (chromiumPath === undefined) {
  console.warn(
    "SKIPPED: no Chromium is installed, so nobody looks at the playground's page. apt-get install chromium",
  );
}

describe.skipIf(chromiumPath === undefined)("a newcomer at the playground's page", () => {
  let playground: Playground;
  let browser: Browser;
  let jblow: Person;

  beforeAll(async () => {
    playground = await startPlayground({
      timings: { submittedMs: 200, pendingMs: 200, runnableMs: 300, startingMs: 300 },
    });
    browser = await openBrowser(chromiumPath ?? "");
    jblow = await personAt(browser, playground.slack.url, { as: "U0JBLOW", channel: "C0PETERS" });
  });

  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  const shows = (place: Locator, text: string | RegExp): Promise<void> =>
    place.getByText(text).last().waitFor({ state: "visible", timeout: 15_000 });

  /** The thread under a job's card, once the job's end stands in it. */
  const openThreadOf = async (name: string): Promise<void> => {
    const card = jblow.channel
      .locator("article[data-ts]")
      .filter({ hasText: `${name} ` })
      .last();
    await card.getByRole("button", { name: /^2 replies/ }).click();
  };

  test("runs a job, follows its thread and reads its log", async () => {
    await jblow.types("/batch submit --jobdef hello --name first -- echo hello world");
    await shows(jblow.channel, /^first$/);
    await shows(jblow.channel, /succeeded after/);
    await openThreadOf("first");
    await shows(jblow.thread, /Started after/);
    await shows(jblow.thread, /succeeded after/);
    expect(await jblow.thread.locator("[data-user=U0JBLOW]").count()).toBe(1);
    await jblow.presses("Logs", jblow.thread);
    await shows(jblow.page.locator("[data-ephemeral]"), /hello world/);
    await jblow.types("/batch logs first");
    await shows(jblow.channel, /hello world/);
  });

  test("is told why a job failed, with its exit code and its last lines", async () => {
    await jblow.types(
      "/batch submit --jobdef hello --name second -- sh -c 'echo reading; echo Error: no such gene; exit 3'",
    );
    await shows(jblow.channel, /failed after .* with exit code 3/);
    await openThreadOf("second");
    await shows(jblow.thread, /Error: no such gene/);
  });

  test("gets the corrected line for a typing error, and runs it with a press", async () => {
    await jblow.types("/batch submit --jobdef hello --nmae third -- echo third");
    await shows(jblow.channel, /did you mean/);
    await jblow.presses("Submit corrected");
    await shows(jblow.channel, /^third$/);
  });

  test("of another lab learns of a job exactly what they would learn of none", async () => {
    const klee = await personAt(browser, playground.slack.url, { as: "U0KLEE", channel: "C0GENERAL" });
    const answerTo = async (name: string): Promise<string> => {
      const before = await klee.page.locator("[data-ephemeral]").count();
      await klee.types(`/batch status ${name}`);
      const answer = klee.page.locator("[data-ephemeral]").nth(before);
      await answer.getByText(/I find no job/).waitFor();
      return ((await answer.textContent()) ?? "").replaceAll(name, "NAME").replace(/\d+:\d+\s[AP]M/, "TIME");
    };
    expect(await answerTo("second")).toBe(await answerTo("nothing"));
    expect(klee.troubles).toEqual([]);
  });

  test("meets no error on the page's console", () => {
    expect(jblow.troubles).toEqual([]);
  });
});
