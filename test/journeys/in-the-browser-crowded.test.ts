import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

const count = 1000;

describeInBrowser("a channel in which much was said", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    const { acts } = page.playground.slack;
    for (let number = 1; number <= count; number += 1)
      await acts.types("U0PETERS", {
        channel: "C0PETERS",
        text: `Sample ${number} of ${count} is sequenced.`,
      });
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  const isInView = (text: string): Promise<boolean> =>
    jblow.channel.locator.getByText(text, { exact: true }).evaluate((node) => {
      const { left, top, bottom } = node.getBoundingClientRect();
      return node.contains(node.ownerDocument.elementFromPoint(left + 1, (top + bottom) / 2));
    });

  test("opens at its newest message", async () => {
    await jblow.channel.shows(`Sample ${count} of ${count} is sequenced.`);
    expect(await isInView(`Sample ${count} of ${count} is sequenced.`)).toBe(true);
  });

  test("takes one more, and shows it at the end", async () => {
    await jblow.types("Thank you all.");
    await jblow.channel.shows("Thank you all.");
    await expect.poll(() => isInView("Thank you all.")).toBe(true);
  });

  test("leads back to its first message", async () => {
    await jblow.channel.locator.locator("xpath=..").press("Home");
    await jblow.channel.shows(`Sample 1 of ${count} is sequenced.`);
    await expect.poll(() => isInView(`Sample 1 of ${count} is sequenced.`)).toBe(true);
  });

  test("holds a reader there when something is said at the end", async () => {
    await page.playground.slack.acts.types("U0PETERS", { channel: "C0PETERS", text: "And one from me." });
    await jblow.page.getByRole("button", { name: /New messages/ }).waitFor();
    expect(await isInView(`Sample 1 of ${count} is sequenced.`)).toBe(true);
    await jblow.page.getByRole("button", { name: /New messages/ }).click();
    await expect.poll(() => isInView("And one from me.")).toBe(true);
  });
});
