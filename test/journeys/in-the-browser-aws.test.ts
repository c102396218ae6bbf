import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../support/browser-person.ts";
import { type OpenPlayground, openPlayground } from "../support/browser-playground.ts";
import { describeInBrowser } from "../support/describe-in-browser.ts";

const lab = "111122223333";

describeInBrowser("the local AWS beside the conversation", () => {
  let page: OpenPlayground;
  let jblow: Person;

  beforeAll(async () => {
    page = await openPlayground({ timings: { logLagMs: 50, retryMs: 200 } });
    jblow = await page.as("jblow", { in: "peters-lab" });
  });

  afterAll(() => page?.close());

  test("opens from the rail, and says that no job has run", async () => {
    await jblow.aws.opens();
    await jblow.aws.shows(/^No job yet/);
    expect(await jblow.aws.railItem.getAttribute("aria-pressed")).toBe("true");
  });

  test("shows a job while it runs, with its process, what it was asked for and what it prints", async () => {
    await jblow.types("/batch submit --jobdef hello --name watched -- sh -c 'echo first line; sleep 600'");
    const { aws } = jblow;
    await aws.jobsThatAre("RUNNING").shows("watched");
    const job = aws.job("watched");
    await job.shows(/^pid \d+/);
    const [, pid] = /pid (\d+)/.exec(await job.locator.innerText()) ?? [];
    expect(process.kill(Number(pid), 0)).toBe(true);
    await job.unfolds();
    await job.shows(/echo first line; sleep 600/);
    await job.presses("Log");
    await aws.shows("first line");
    await jblow.findsNoBarriers();
  });

  test("shows each event with the bot's answer to it, and the event whole", async () => {
    const { aws } = jblow;
    await aws.turnsTo("Events");
    const event = aws.event("watched", "Running");
    await event.shows("202");
    await event.unfolds();
    await event.shows("HTTP 202");
    await event.shows(/"detail-type": "Batch Job State Change"/);
    await jblow.findsNoBarriers();
  });

  test("tells in the thread of a job that AWS took its machine back, and the job goes on", async () => {
    await jblow.types("/batch submit --jobdef hello --name reclaimed --attempts 2 -- sleep 600");
    await jblow.aws.turnsTo("Jobs");
    const job = jblow.aws.job("reclaimed");
    await job.unfolds();
    await job.presses("Reclaim its host");
    await job.shows(/attempt 2 of 2/);
    const thread = await jblow.card("reclaimed").opensThread();
    await thread.shows(/AWS took the machine back .*not a fault of your job/);
    await thread.closes();
  });

  test("keeps events from the bot while a fault is on, and says so until all are off", async () => {
    const { aws } = jblow;
    await aws.turnsTo("Faults");
    await aws.fault("Events are lost").click();
    await aws.shows("1 fault is on");
    await expect.poll(() => aws.railItem.innerText()).toMatch(/^1\s+AWS$/);
    await jblow.types("/batch submit --jobdef hello --name unheard -- true");
    await aws.turnsTo("Events");
    await aws.event("unheard", "Succeeded").shows("lost");
    await aws.presses("All off");
    await aws.showsNo("1 fault is on");
    await expect.poll(() => aws.railItem.innerText()).toBe("AWS");
  });

  test("blocks a queue for a reason of AWS's own, and frees it", async () => {
    const { aws } = jblow;
    await aws.turnsTo("Queues");
    const queue = aws.queue(`${lab}/default`);
    await queue.blocksFor("Service role lacks a permission");
    await queue.shows("Blocked");
    await aws.shows("1 queue blocked");
    await jblow.types("/batch submit --jobdef hello --name held -- true");
    await jblow.card("held").shows(/is waiting|cannot start/);
    await queue.shows("1 waiting");
    await queue.presses("Unblock");
    await queue.shows("Enabled");
    await jblow.card("held").shows(/succeeded/);
  });
});
