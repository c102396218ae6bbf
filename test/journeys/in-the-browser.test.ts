import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

describeInBrowser("a newcomer at the playground's page", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground();
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  test("runs a job, follows its thread and reads its log", async () => {
    await jblow.types("/batch submit --jobdef hello --name first -- echo hello world");
    const card = jblow.card("first");
    await card.shows(/succeeded after/);
    const thread = await card.opensThread();
    await thread.shows(/@J\. Blow first succeeded after/);
    expect(await thread.locator.locator("[data-user=U0JBLOW]").count()).toBe(1);
    await thread.presses("Logs");
    await jblow.privately.shows(/hello world/);
    await jblow.types("/batch logs first");
    await jblow.channel.shows(/hello world/);
  });

  test("talks to the bot in the thread, which knows its job", async () => {
    await jblow.thread.replies("<@U0BATCHMATE> logs");
    await jblow.thread.shows(/The last .* of the log of first/);
    await jblow.findsNoBarriers();
    await jblow.thread.closes();
  });

  test("is told why a job failed, with its exit code and its last lines", async () => {
    await jblow.types(
      "/batch submit --jobdef hello --name second -- sh -c 'echo reading; echo Error: no such gene; exit 3'",
    );
    const card = jblow.card("second");
    await card.shows(/failed after .* with exit code 3/);
    const thread = await card.opensThread();
    await thread.shows(/Error: no such gene/);
  });

  test("gets the corrected line for a typing error, and runs it with a press", async () => {
    await jblow.types("/batch submit --jobdef hello --nmae third -- echo third");
    await jblow.channel.shows(/did you mean/);
    await jblow.channel.presses("Submit corrected");
    await jblow.card("third").shows(/succeeded after/);
    await jblow.findsNoBarriers();
  });

  test("of another lab learns of a job exactly what they would learn of none", async () => {
    const klee = await page.as("klee", { in: "general" });
    const answerTo = async (name: string): Promise<string> => {
      await klee.types(`/batch status ${name}`);
      await klee.privately.shows(new RegExp(`I find no job .*${name}`));
      return (await klee.privately.said()).join("\n").replaceAll(name, "NAME");
    };
    expect(await answerTo("second")).toBe(await answerTo("nothing"));
  });

  test("finds the Home without barriers", async () => {
    await jblow.opensHome();
    await jblow.home.locator.waitFor();
    await jblow.findsNoBarriers();
  });
});
