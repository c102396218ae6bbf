import { afterAll, beforeAll, test } from "vitest";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

const from = "Do not disturb me from";

describeInBrowser("settings", () => {
  let page: OpenPlayground;

  beforeAll(async () => {
    page = await openPlayground();
  });

  afterAll(() => page?.close());

  test("are opened, filled in wrong, put right and saved, and the next look shows them", async () => {
    const jblow = await page.as("jblow", { in: "peters-lab" });
    await jblow.types("/batch settings");
    const form = await jblow.form("Settings");
    await form.shows("What you are told");
    await form.locator.getByRole("radio", { name: /^Both/ }).check();
    await form.locator.getByRole("radio", { name: /^Quiet/ }).check();
    await form.fills({ [from]: "25:00" });
    await form.submits();
    await form.showsError(from, "Write a time of day, such as 19:00 or 7pm.");
    await form.showsError("Until", "Until when? Fill in both times, or neither.");
    await jblow.findsNoBarriers();
    await form.fills({ [from]: "7pm", Until: "8am" });
    await form.submits();
    await form.isGone();
    await jblow.privately.shows(/Saved\. Your jobs have their thread in the channel .* from 19:00 to 08:00/);
    await jblow.privately.presses("Change");
    const again = await jblow.form("Settings");
    await again.shows("What you are told");
    await again.locator.getByRole("radio", { name: /^Quiet/, checked: true }).waitFor();
    await again.closes();
    await again.isGone();
  });

  test("of one job are in its card's menu", async () => {
    const jblow = await page.as("jblow", { in: "peters-lab" });
    await jblow.types("/batch submit --jobdef hello --name watched -- sleep 30");
    const card = jblow.card("watched");
    await card.shows(/running/);
    await card.chooses("Mute thread");
    await jblow.privately.shows(/watched is muted: nothing more is said in its thread/);
    await jblow.privately.presses("Unmute thread");
    await jblow.privately.shows(/For watched alone nothing is set/);
    await jblow.findsNoBarriers();
  });
});
