import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("a person who wants the whole log", () => {
  let page: OpenPlayground;

  beforeAll(async () => {
    page = await openPlayground();
  });

  afterAll(() => page?.close());

  test("presses for it, and finds it in the direct messages with a preview and a way to save it", async () => {
    const jblow = await page.as("jblow", { in: "peters-lab" });
    await jblow.types("/batch submit --jobdef hello --name counted -- seq 1 500");
    await jblow.card("counted").shows(/succeeded after/);
    await jblow.types("/batch logs counted --tail 5");
    await jblow.privately.shows(/The last 5 lines of the log of counted/);
    await jblow.privately.locator.getByRole("button", { name: "Whole log" }).last().click();
    await jblow.privately.shows(/comes to your direct messages as the file/);
    await jblow.page.locator(".sidebar, nav").getByText("Batchmate").first().click();
    const file = jblow.page.getByRole("group", { name: /^File counted_/ });
    await file.waitFor();
    expect(await file.innerText()).toMatch(
      /counted_[0-9a-f]{4}\.log\s+14 KiB\s+Download\s+# The whole log of counted/,
    );
    await jblow.findsNoBarriers();
  });
});
