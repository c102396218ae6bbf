import { afterAll, beforeAll, test } from "vitest";
import type { Look } from "../support/browser-looks.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("the form of a submission", () => {
  let page: OpenPlayground;

  beforeAll(async () => {
    page = await openPlayground();
  });

  afterAll(() => page?.close());

  test("lets who is new here run a job in a few presses", async () => {
    const jblow = await page.as("jblow", { in: "peters-lab" });
    await jblow.types("/batch submit");
    const form = await jblow.form("Submit a job");
    await form.shows("A recipe or a job definition of your lab");
    await form.chooses("What to run", "hello");
    await form.shows(/Asks for .* an hour: an estimate from AWS's list prices/);
    await form.submits();
    await form.isGone();
    await jblow.privately.shows(/hello is submitted/);
    await jblow.card("hello").shows(/succeeded|running|starting|waiting/);
  });

  test("tells what has to be given, keeps what was typed while more is shown, and says under the fields what is wrong", async () => {
    const jblow = await page.as("jblow", { in: "peters-lab" });
    await jblow.types("/batch submit");
    const form = await jblow.form("Submit a job");
    await form.shows("Name");
    await form.chooses("What to run", /^align/);
    await form.shows("Required: the definition has no default for it.");
    await form.submits();
    await form.shows("Please complete this required field.");
    await form.fills({ sample: "NA12878" });
    await form.presses("More options");
    await form.shows("Time limit");
    await form.locator.getByLabel("sample").and(form.locator.locator("[value='NA12878'], input")).waitFor();
    await form.fills({ Memory: "lots", "Time limit": "60" });
    await form.submits();
    await form.showsError("Memory", /memory is a number with its unit/);
    await form.showsError("Time limit", /60s, 60m or 60h/);
    await jblow.findsNoBarriers();
    await form.closes();
    await form.isGone();
  });

  for (const look of ["dark", "on a phone"] as Look[]) {
    test(`is filled in as well ${look}`, async () => {
      const upeters = await page.as("upeters", { in: "peters-lab", look });
      await upeters.types("/batch submit");
      const form = await upeters.form("Submit a job");
      await form.shows("A recipe or a job definition of your lab");
      await form.chooses("What to run", /^align/);
      await form.fills({ sample: look });
      await form.presses("More options");
      await form.shows("Wait for other jobs");
      await form.closes();
      await form.isGone();
    });
  }
});
