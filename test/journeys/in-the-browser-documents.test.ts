import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("a job that was written for something else", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  const job = (name: string) => ({
    jobName: name,
    jobQueue: "default",
    jobDefinition: "hello",
    containerOverrides: { command: ["echo", "hello world"] },
  });

  test("is submitted as it is pasted, and the person's card follows it", async () => {
    await jblow.types(`/batch submit ${JSON.stringify(job("pasted"))}`);
    await jblow.privately.shows(/pasted is submitted to queue default/);
    await jblow.card("pasted").shows(/succeeded/);
  });

  test("is submitted from the menu of the message that it is attached to", async () => {
    const buffer = Buffer.from(JSON.stringify(job("attached"), null, 4));
    await jblow.page
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name: "job.json", mimeType: "application/json", buffer });
    await jblow.page.getByText("job.json").first().waitFor();
    await jblow.types("here it is");
    await jblow.uses("Submit this job", jblow.card("here it is"));
    await jblow.privately.shows(/attached is submitted to queue default/);
    await jblow.card("attached").shows(/succeeded/);
  });

  test("is shown first by a dry run, with the line for a shell, and edited in the form", async () => {
    await jblow.types(`/batch submit --dry-run ${JSON.stringify(job("shown"))}`);
    await jblow.privately.shows(/aws batch submit-job --region us-west-2 --job-name jblow-shown-/);
    await jblow.page.getByRole("button", { name: "Edit", exact: true }).last().click();
    const form = await jblow.form("Submit a job");
    expect(form).toBeDefined();
    expect(jblow.troubles).toEqual([]);
  });
});
