import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aPi, labsOf } from "../../../test/fixtures/a-pi.ts";
import { anAttempt, jobIn } from "../../../test/fixtures/jobs.ts";
import { openEmptyStore } from "../../../test/support/empty-store.ts";
import { fakeBatch } from "../../../test/support/fake-batch.ts";
import { keptLog } from "../../../test/support/kept-log.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { pagedLog } from "../../../test/support/paged-log.ts";
import { jobNo, saveJob } from "../../../test/support/saved-jobs.ts";
import { shown } from "../../../test/support/shown.ts";
import { LogTrouble } from "../../aws/job-log-trouble.ts";
import type { JobLogs, LogStreamRef } from "../../aws/job-logs.ts";
import type { AccountId, PiName } from "../../domain/ids.ts";
import type { Labs } from "../../domain/people/pi.ts";
import type { Message } from "../../messages/text/message.ts";
import type { Store } from "../../store/open-store.ts";
import type { Request } from "../request.ts";
import { parse } from "../typing/parse.ts";
import { logs } from "./logs.ts";

const { facts } = jobIn("failed");
const attempts = [1, 2].map((n) => ({
  ...anAttempt(1),
  containers: [{ logStream: `align/default/attempt-${n}` }],
}));
const job = jobNo(1, {
  state: "failed",
  ...(facts && { facts: { ...facts, attempts, head: { ...facts.head, attempts } } }),
});
const id = job.batchId?.slice(0, 8);

const startMs = Date.parse("2026-11-20T18:00:00Z");
/** A line a second. */
const events = Array.from({ length: 1_000 }, (_, n) => ({
  atMs: startMs + n * 1_000,
  text: `${n % 100 === 7 ? "ERROR" : "line"} ${n}`,
}));

let store: Store;
let presses = 0;
beforeEach(async () => {
  store = await openEmptyStore();
  await saveJob(store, job);
});
afterEach(() => store.close());

type World = { streams?: LogStreamRef[]; pis?: PiName[]; nowMs?: number; jobLogs?: JobLogs; labs?: Labs };

function requestIn({
  streams = [],
  pis = ["peters-u" as PiName],
  nowMs = startMs + 3_600_000,
  jobLogs,
  labs = labsOf(aPi()),
}: World): Request {
  const { jobLogs: all } = pagedLog(events, { mostEvents: 400 });
  const clock = { ...manualClock(), nowMs: () => nowMs };
  const services = {
    store,
    clock,
    labs: () => labs,
    batch: fakeBatch().batch,
    zoneOf: async () => "America/Los_Angeles",
    jobLogs: () =>
      jobLogs ?? {
        page: (stream: LogStreamRef, ...rest: [Parameters<JobLogs["page"]>[1]]) => {
          streams.push(stream);
          return all.page(stream, ...rest);
        },
      },
  };
  presses += 1;
  return {
    invocation: { id: `i_${presses}`, verb: "logs", via: "slash", where: { channel: "C0PETERS" } },
    member: { id: "U0JBLOW", memberships: pis.map((pi) => ({ pi, hutchnet: "jblow" })), isAdmin: false },
    nowMs,
    services,
    logger: keptLog().logger,
    trail: { isNoted: false },
  } as unknown as Request;
}

async function type(line: string, world: World = {}): Promise<Message> {
  const parsed = parse(logs, line);
  if (!parsed.ok)
    throw new Error(`not understood: ${line}: ${parsed.mistakes.map(({ what }) => what).join(" ")}`);
  const answer = await logs.run(requestIn(world), parsed.input, { text: line, said: [] });
  if (!("message" in answer)) throw new Error("no message");
  return answer.message;
}

async function press(before: Message, world: World = {}): Promise<Message> {
  const [, value = ""] =
    /"action_id":"logs.more".*?"value":"(d_[^"]+)"|"value":"(d_[^"]+)"/.exec(JSON.stringify(before.blocks)) ??
    [];
  const [draft = ""] = /d_[0-9a-z]+/.exec(value || JSON.stringify(before.blocks)) ?? [];
  const answer = await logs.steps?.more?.(requestIn(world), { value: draft });
  if (answer === undefined || !("message" in answer)) throw new Error("no message");
  return answer.message;
}

/** The lines, without their times. */
const linesOf = (message: Message): string[] =>
  (shown(message)[1] ?? "").split("\n").map((line) => line.replace(/^[>\d: -]+ {2}/, ""));

describe("who reads a log", () => {
  it("goes back through it, and to its very beginning", async () => {
    const last = await type(`${id} --tail 400`);
    expect(linesOf(last).at(-1)).toBe("line 999");
    let seen = linesOf(last);
    let message = last;
    for (let n = 0; n < 9 && JSON.stringify(message.blocks).includes("logs.more"); n++) {
      message = await press(message);
      expect(shown(message)[0]).toContain(`earlier lines of the log of ${job.name}`);
      seen = [...linesOf(message), ...seen];
    }
    expect(seen).toEqual(events.map(({ text }) => text));
  });

  it("goes on from its first lines", async () => {
    const first = await type(`${id} --head 3`);
    expect(linesOf(first)).toEqual(["line 0", "line 1", "line 2"]);
    expect(linesOf(await press(first))).toEqual(["line 3", "line 4", "line 5"]);
  });

  it("searches on, with what stands around", async () => {
    const found = await type(`${id} --grep error --tail 2 -B 1`);
    expect(linesOf(found)).toEqual(["line 806", "ERROR 807", "--", "line 906", "ERROR 907"]);
    const further = await press(found);
    expect(shown(further)[0]).toBe(
      `2 further lines of the log of ${job.name} (attempt 2 of 3) that match \`error\``,
    );
    expect(linesOf(further)).toEqual(["line 606", "ERROR 607", "--", "line 706", "ERROR 707"]);
  });

  it("sees the lines of a time, by their own clock", async () => {
    const message = await type(`${id} --since 10:05:00 --until 10:05:03`);
    expect(linesOf(message)).toEqual(["line 300", "line 301", "line 302"]);
    expect(shown(message)[2]).toContain("Lines from 2026-11-20 10:05:00 to 2026-11-20 10:05:03");
    const ago = await type(`${id} --since 55m --head 2`);
    expect(linesOf(ago)).toEqual(["line 300", "line 301"]);
    expect(linesOf(await press(ago, { nowMs: startMs + 7_200_000 }))).toEqual(["line 302", "line 303"]);
  });

  it("stays with the attempt that was read, whatever comes after it", async () => {
    const streams: LogStreamRef[] = [];
    const message = await type(`${id} --attempt 1 --tail 2`, { streams });
    await press(message, { streams });
    expect(new Set(streams.map(({ stream }) => stream))).toEqual(new Set(["align/default/attempt-1"]));
  });

  it("is told when AWS gives nothing at all just now, and not that something went wrong here", async () => {
    const jobLogs: JobLogs = {
      page: async () => {
        throw new LogTrouble("later", new Error("ThrottlingException"));
      },
    };
    expect((await type(`${id}`, { jobLogs })).text).toBe(
      `AWS did not answer just now, so I cannot show the log of ${job.name}. Try again in a moment.`,
    );
  });

  it("is told that a job without nodes has none", async () => {
    expect((await type(`${id}#3`)).text).toMatch(
      /^This job has no nodes, so it has no node 3: leave `#3` out\./,
    );
  });

  it("is told of a time that ends before it begins", async () => {
    expect((await type(`${id} --since 5m --until 10m`)).text).toContain("`--since` is not before `--until`");
  });
});

describe("a button to go on", () => {
  it("is nobody else's, and works no more for who has left the lab", async () => {
    const message = await type(`${id} --tail 2`);
    expect((await press(message, { pis: [] })).text).toContain("I find no job");
  });
});

describe("a log stream by its own name", () => {
  const own = "align/default/attempt-1";
  const unknown = "align/default/0123456789abcdef";
  const neighbour = aPi({ name: "okafor-n" as PiName });
  const elsewhere = aPi({ name: "okafor-n" as PiName, account: "444455556666" as AccountId });
  const theirs = jobNo(2, {
    pi: "okafor-n" as PiName,
    state: "failed",
    ...(facts && {
      facts: { ...facts, attempts: [{ containers: [{ logStream: "align/default/theirs-0001" }] }] },
    }),
  });
  const asIfNotThere = (stream: string) =>
    `I find no job \`${stream}\` that you can see. Check the id, or pick one from your recent jobs. If it is another lab's, its manager can add you.`;

  it.each([own, `--stream ${own}`])(
    "%s is the log of the job and attempt that writes there",
    async (line) => {
      const streams: LogStreamRef[] = [];
      const message = await type(`${line} --tail 2`, { streams });
      expect(shown(message)[0]).toContain(`the log of ${job.name} (attempt 1 of 3)`);
      expect(streams).toMatchObject([{ stream: own }]);
      expect(linesOf(await press(message, { streams }))).toEqual(["line 996", "line 997"]);
    },
  );

  it("of no known job is read in the lab's own account, and gone on with", async () => {
    const streams: LogStreamRef[] = [];
    const message = await type(`${unknown} --tail 2`, { streams, labs: labsOf(aPi(), elsewhere) });
    expect(shown(message)[0]).toBe(`The last 2 lines of the log stream \`${unknown}\``);
    expect(shown(message)[2]).toContain("I do not know which job wrote this");
    expect(linesOf(await press(message, { streams, labs: labsOf(aPi(), elsewhere) }))).toEqual([
      "line 996",
      "line 997",
    ]);
    expect(streams[0]).toMatchObject({ pi: "peters-u", group: "/aws/batch/job", stream: unknown });
  });

  it("of no known job is not even looked for where another lab has jobs too", async () => {
    const streams: LogStreamRef[] = [];
    const message = await type(unknown, { streams, labs: labsOf(aPi(), neighbour) });
    expect(message.text).toBe(asIfNotThere(unknown));
    expect(streams).toEqual([]);
  });

  it("of another lab's job is answered as one that does not exist, in whose account ever it stands", async () => {
    await saveJob(store, theirs);
    const streams: LogStreamRef[] = [];
    const stream = "align/default/theirs-0001";
    for (const labs of [labsOf(aPi(), neighbour), labsOf(aPi(), elsewhere), labsOf(aPi())])
      expect((await type(stream, { streams, labs })).text).toBe(asIfNotThere(stream));
    expect(streams).toEqual([]);
  });

  it("that AWS does not have, or does not let the lab read, is answered so too", async () => {
    const absent: JobLogs = { page: async () => ({ found: false, missing: "stream" }) };
    const denied: JobLogs = {
      page: async () => {
        throw new LogTrouble("permanent", new Error("AccessDeniedException"));
      },
    };
    for (const jobLogs of [absent, denied])
      expect((await type(unknown, { jobLogs })).text).toBe(asIfNotThere(unknown));
  });

  it("in a group where Batch does not write by itself is one of a known job, or none", async () => {
    const streams: LogStreamRef[] = [];
    const link = `https://console.aws.amazon.com/cloudwatch/home#logsV2:log-groups/log-group/${encodeURIComponent("/secret/app")}/log-events/${encodeURIComponent(unknown)}`;
    expect((await type(link, { streams })).text).toBe(asIfNotThere(unknown));
    expect(streams).toEqual([]);
  });
});

describe("what is typed", () => {
  it.each([
    [
      "3fa9 --since yesterday 14:00 --until yesterday 3pm",
      { since: { day: { daysAgo: 1 }, second: 50_400 } },
    ],
    ["3fa9 --since 2 h", { since: { agoMs: 7_200_000 } }],
    ["3fa9 -g x -A 2 -B 3", { after: 2, before: 3 }],
    ["3fa9 -g x -C2", { context: 2 }],
    ["3fa9 --node 1 --container side-car", { node: 1, container: "side-car" }],
    ["--stream align/default/0123456789abcdef", { stream: "align/default/0123456789abcdef" }],
  ])("%s is understood", (line, input) => {
    expect(parse(logs, line)).toMatchObject({ ok: true, input });
  });

  it.each([
    ["3fa9 -C 2", "`-A`, `-B` and `-C` show what stands around a match: they go with `--grep`."],
    ["3fa9 -g x -A 1 -B 1 -C 2", "`-C` is both `-A` and `-B`: leave one of the three out."],
    [
      "align/default/0123456789abcdef --attempt 2",
      "A stream is the log of one container in one attempt: leave out what else chooses.",
    ],
    ["3fa9#1 --node 2", "The node stands behind the job and again in `--node`: keep one of them."],
    ["3fa9:1 --node 2", "Only arrays have indexes, and only multi-node jobs have nodes: keep one of them."],
  ])("%s is not", (line, what) => {
    expect(parse(logs, line)).toMatchObject({ ok: false, mistakes: [{ what }] });
  });
});
