/**
 * Plays the playground's scenarios with the real bot: each shows what its sentence tells a reader to watch. The bot
 * posts once a second into a channel, so four playgrounds share the scenarios.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTurns } from "../../src/playground/scenarios/turns.ts";
import { type AtPlay, openPlay, testTimeoutMs } from "../support/at-play.ts";

vi.setConfig({ testTimeout: testTimeoutMs, hookTimeout: 60_000, maxConcurrency: 30 });

const jblow = "U0JBLOW";
const klee = "U0KLEE";
const upeters = "U0PETERS";

let failing: AtPlay;
let waiting: AtPlay;
let cutOff: AtPlay;
let shaken: AtPlay;

beforeAll(async () => {
  const four = [openPlay(), openPlay(), openPlay(), openPlay()] as const;
  [failing, waiting, cutOff, shaken] = await Promise.all(four);
});

afterAll(() => Promise.all([failing, waiting, cutOff, shaken].map((each) => each?.close())));

describe.concurrent("jobs that end well, and jobs that do not", () => {
  test("hello becomes a card, a start and an end", async () => {
    await failing.plays("hello");
    await failing.cardSays("hello", /succeeded/);
    await failing.reply("hello", /started/);
    await failing.reply("hello", /<@U0JBLOW> hello succeeded/);
  });

  test("the JSON of the users' guide becomes a job as well", async () => {
    await failing.plays("users-guide");
    await failing.cardSays("guide", /succeeded/);
  });

  test("out of memory is told in words", async () => {
    await failing.plays("oom");
    expect(await failing.reply("sort-NA12878", /failed/)).toMatch(/memory.*256 MiB|256 MiB.*memory/);
  });

  test("half of an array fails, and one message says so", async () => {
    await failing.plays("half-an-array");
    await failing.cardSays("call-variants", /20 succeeded, 20 failed/);
    const told = await failing.reply("call-variants", /20 of its 40 children failed, 20 succeeded\. Why: /);
    for (const code of [127, 139, 2, 3]) expect(told).toContain(`exit code ${code} (index `);
    expect(failing.replies("call-variants").filter((text) => /failed/.test(text))).toHaveLength(1);
    const failed = failing
      .jobs()
      .filter(({ jobName }) => String(jobName).includes("call-variants"))
      .filter(({ jobId, status }) => String(jobId).includes(":") && status === "FAILED");
    const codes = failed.map(({ container }) => (container as { exitCode?: number }).exitCode);
    expect([...new Set(codes)].sort()).toEqual([127, 139, 2, 3]);
  });

  test("a command that is not found is told, with the shell's words", async () => {
    await failing.plays("command-not-found");
    await failing.reply("index-GRCh38", /exit code 127.*command was not found.*bwa-mem2/);
  });

  test("a program that is not in the image is told, with the image", async () => {
    await failing.plays("not-in-the-image");
    await failing.reply("sort-again", /not found.*samtools:1\.21/);
  });

  test("a log grows in the thread, over two attempts, until its job has ended", async () => {
    await failing.plays("live-log");
    const told = await failing.reply(
      "map-NA12891",
      /^The live log .* has ended with its job, which succeeded/,
    );
    expect(told).toMatch(/\(attempt 2 of 3\).*lines left out.*finished successfully/s);
  });

  test("a traceback stands in the thread down to its last line", async () => {
    await failing.plays("python-traceback");
    await failing.reply("collapse-umis", /Traceback.*KeyError: 'cell_barcode'/);
  });

  test("of several logs each can be read, and the one that says why stands in the thread", async () => {
    await failing.plays("several-logs");
    await failing.reply("count-reads", /ERROR: no annotation for chrUn_KI270742v1/);
    await failing.whispers(jblow, /container `metrics`.*metrics are served/s);
    await failing.whispers(jblow, /node 2.*rank 2 is ready/s);
  });
});

describe.concurrent("answers that only one person sees", () => {
  test("a look around is three of them", async () => {
    await waiting.plays("look-around");
    await waiting.whispers(jblow, /^You are in 1 lab: peters-u/);
    await waiting.whispers(jblow, /What you can ask/);
    await waiting.whispers(jblow, /jobs/);
  });

  test("a typing error gets its corrected line, and nothing is submitted", async () => {
    await failing.plays("typing-error");
    const [answer] = await failing.whispers(jblow, /no option `--memroy`/);
    expect(answer?.text).toContain("/batch submit --jobdef hello --memory 2G -- echo hello world");
    expect(JSON.stringify(answer?.blocks)).toContain("Submit corrected");
  });

  test("secrets in a log are masked", async () => {
    await waiting.plays("secrets-in-the-log");
    const [answer] = await waiting.whispers(jblow, /log of fetch-reads/);
    const shown = `${answer?.text} ${JSON.stringify(answer?.blocks)}`;
    expect(shown).toContain("was downloaded successfully");
    expect(shown).toContain("password=[masked]");
    for (const secret of ["IOSFODNN7EXAMPLE", "bPxRfiCYEXAMPLEKEY", "ghp_", "correct-horse"])
      expect(shown).not.toContain(secret);
  });

  test("what no queue can hold is refused before it is submitted", async () => {
    await failing.plays("too-many-vcpus");
    await failing.whispers(jblow, /192 vCPUs.*96.*Nothing was submitted/);
    expect(failing.jobs().filter(({ jobName }) => String(jobName).includes("align-cohort"))).toEqual([]);
  });

  test("what is too large waits for a yes, and its thread says who gave it", async () => {
    await failing.stays("needs-a-yes", () => failing.cardSays("hello-cohort", /waits for a manager's yes/));
    await failing.reply("hello-cohort", /<@U0JBLOW> hello-cohort was approved by U\. Peters/);
    await failing.cardSays("hello-cohort", /succeeded/);
  });

  test("another lab's job is answered as one that never was", async () => {
    await failing.plays("other-lab");
    const answers = await failing.whispers(klee, /I find no job/, 2);
    const [first, second] = answers.map(({ text }) => text.replace(/`fastqc-\w+`/, "`NAME`"));
    expect(first).toBe(second);
    expect(failing.jobs().some(({ jobName }) => String(jobName).includes("fastqc-private"))).toBe(true);
  });
});

describe.concurrent("a queue that stands still", () => {
  test.each([
    ["no-permission", "fastqc-lane1"],
    ["wrong-machines", "fastqc-lane2"],
    ["limit-lowered", "basecall-run13"],
    ["invalid-environment", "fastqc-lane3"],
  ])(
    "%s: one reply says that the job cannot start, and it starts once that is put right",
    async (name, job) => {
      await waiting.stays(name, () => waiting.reply(job, /cannot start as it is/));
      await waiting.reply(job, /succeeded/);
      expect(waiting.replies(job).filter((text) => /cannot start/.test(text))).toHaveLength(1);
    },
  );

  test.each([
    ["no-capacity", "basecall-run12"],
    ["unknown-reason", "fastqc-lane4"],
  ])("%s: nobody here can act, so the card alone tells", async (name, job) => {
    await waiting.stays(name, () => waiting.cardSays(job, /is waiting for a machine.*AWS/));
    await waiting.reply(job, /succeeded/);
    expect(waiting.replies(job).filter((text) => /cannot start/.test(text))).toEqual([]);
  });

  test("too-much-memory: no machine is that large, and cancelling it is told", async () => {
    await waiting.stays("too-much-memory", () => waiting.reply("index-pangenome", /cannot start as it is/));
    await waiting.reply("index-pangenome", /was stopped by J\. Blow/);
  });
});

describe.concurrent("when something else goes wrong", () => {
  /** What disturbs the whole playground is played after what was begun before. */
  const turns = createTurns();
  const alone = (deed: () => Promise<void>) => turns.take("shaken", deed);

  const endsOnce = async (play: AtPlay, job: string): Promise<void> => {
    await play.reply(job, /succeeded/);
    await play.cardSays(job, /succeeded/);
    expect(play.replies(job).filter((text) => /succeeded/.test(text))).toHaveLength(1);
  };

  test("Slack is down when a job ends: the end is told once, later", async () => {
    await cutOff.plays("slack-is-down");
    await endsOnce(cutOff, "align-HG002");
  });

  test("events overtake each other: the cards end true, each reply stands there once", () =>
    alone(async () => {
      await shaken.plays("events-astray");
      for (const job of ["fastqc-A1", "fastqc-A2", "fastqc-A3"]) await endsOnce(shaken, job);
    }));

  test("the bot is killed while jobs run: every end is told, and none twice", () =>
    alone(async () => {
      await shaken.plays("bot-is-killed");
      for (const job of ["align-HG003", "align-HG004", "fastqc-HG003"]) await endsOnce(shaken, job);
    }));

  test("a look at a lab's account tells what it could not see, and sees it the next time", () =>
    alone(async () => {
      await shaken.stays("check-a-lab", () =>
        shaken.whispers(upeters, /1 thing that could not be looked at/),
      );
      await shaken.whispers(upeters, /^In AWS, peters-u has all it needs/);
    }));

  test("twelve jobs at once: all run, and Slack is never asked faster than it allows", () =>
    alone(async () => {
      await shaken.plays("burst");
      await shaken.cardSays("fastqc-S01", /./);
      expect(shaken.calls.filter(({ status }) => status === 429)).toEqual([]);
    }));
});
