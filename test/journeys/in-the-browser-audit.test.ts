import { afterAll, beforeAll, expect, test } from "vitest";
import { barriersOn } from "../support/browser-barriers.ts";
import { tooWideOn } from "../support/browser-misfits.ts";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("a manager who reads the audit", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    jblow = await page.as("jblow", { in: "peters-lab" });
    await jblow.types("/batch submit --jobdef hello --name audited -- echo hello");
    await jblow.card("audited").shows(/succeeded after/);
    await jblow.types("/batch logs audited");
    await jblow.privately.shows(/audited/);
  });

  afterAll(() => page?.close());

  test.each(["light", "on a phone"] as const)("reads it, and gets it as a file: %s", async (look) => {
    const upeters = await page.as("upeters", { in: "peters-lab", look });
    await upeters.types("/batch audit --pi peters-u");
    await upeters.privately.shows(/J\. Blow: logs audited/);
    expect(await tooWideOn(upeters.page)).toEqual([]);
    expect(await barriersOn(upeters.page)).toEqual([]);
    await upeters.page.getByRole("button", { name: "As a file (CSV)" }).last().click();
    await upeters.privately.shows(/is in your direct messages, as batchmate-audit-/);
  });
});
