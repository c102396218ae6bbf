import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, aQueue } from "../../../test/fixtures/a-submission.ts";
import { jobNo } from "../../../test/support/saved-jobs.ts";
import type { PiName } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { Request } from "../request.ts";
import { parse } from "../typing/parse.ts";
import { readWish } from "./read-wish.ts";
import { submit } from "./submit.ts";
import type { SubmitInput } from "./submit-options.ts";

type Known = { queues?: readonly string[]; jobs?: readonly Job[]; timeoutSeconds?: number };

function read(line: string, { queues = ["default"], jobs = [], ...definition }: Known = {}, pi = aPi()) {
  const request = {
    member: { id: "U0JBLOW", memberships: [{ pi: "peters-u", hutchnet: "jblow" }], isAdmin: false },
    services: {
      labs: () => ({ institute: {}, pis: new Map([["peters-u", pi]]) }),
      queues: async () => queues.map((name) => aQueue({ name })),
      definition: async (_pi: Pi, _actor: unknown, named: string) =>
        /^align(:14)?$/.test(named) ? aDefinition(definition) : undefined,
      definitionNames: async () => ["align", "hello"],
      store: {
        jobs: {
          find: async ({ pis }: { pis: readonly PiName[] }) => jobs.filter((job) => pis.includes(job.pi)),
        },
        formValues: { definitions: async () => [] },
      },
    },
  } as unknown as Request;
  const parsed = parse(submit, line);
  if (!parsed.ok) throw new Error(`${line} does not read`);
  return readWish(request, pi, parsed.input as SubmitInput);
}

async function wrong(...given: Parameters<typeof read>): Promise<string[]> {
  const { found } = await read(...given);
  return "mistakes" in found ? found.mistakes.map(({ what }) => what) : [];
}

describe("a name that leads nowhere is told with what there is", () => {
  test.each<[string, Known, string]>([
    ["--queue mixed", {}, "Queue `mixed` of older guides is gone; yours is `default`."],
    [
      "--queue optimal",
      { queues: ["default", "highmem"] },
      "Queue `optimal` of older guides is gone; yours: `default`, `highmem`.",
    ],
    ["--queue fast", {}, "peters-u has no queue `fast`; yours: `default`."],
    ["", { queues: ["a", "b"] }, "Say which queue with `--queue`; yours: `a`, `b`."],
    ["--queue default", { queues: [] }, "peters-u has no queue `default`; peters-u has no queue."],
  ])("%s", async (options, known, sentence) => {
    expect(await wrong(`--jobdef align ${options}`, known)).toEqual([sentence]);
  });

  test("a queue that really is called like one of older guides is taken", async () => {
    expect(await wrong("--jobdef align --queue mixed", { queues: ["mixed"] })).toEqual([]);
  });

  test("a definition, with the nearest", async () => {
    expect(await wrong("--jobdef algin")).toEqual([
      expect.stringMatching(
        /^There is no active definition `algin` in peters-u's account; did you mean `align`/,
      ),
    ]);
    expect(await wrong("--jobdef quite-else")).toEqual([
      "There is no active definition `quite-else` in peters-u's account; there are `align`, `hello`.",
    ]);
    expect(await wrong("--queue default")).toEqual([
      "Say what to run with `--jobdef`, the name of a job definition.",
    ]);
  });

  test("all of them at once", async () => {
    expect(await wrong("--jobdef nothing --queue mixed --depends-on 3fa9c1d2")).toHaveLength(3);
  });
});

describe("a job to depend on", () => {
  test("of another lab is answered as one that does not exist", async () => {
    const theirs = jobNo(1, { pi: "okafor-n" as PiName });
    const none = "I find no job `0001c1d2` of peters-u to depend on.";
    expect(await wrong("--jobdef align --depends-on 0001c1d2", { jobs: [theirs] })).toEqual([none]);
    expect(await wrong("--jobdef align --depends-on 0001c1d2")).toEqual([none]);
  });

  test("of one's own lab is taken by its whole id", async () => {
    const { wish } = await read("--jobdef align --depends-on 0001c1d2", { jobs: [jobNo(1)] });
    expect(wish.dependsOn).toEqual([{ jobId: jobNo(1).batchId }]);
  });
});

describe("what was understood is said", () => {
  test("a bare name takes the newest revision, and says which", async () => {
    expect((await read("--jobdef align")).said).toEqual(["align is align:14, the newest"]);
    expect((await read("--jobdef align:14")).said).toEqual([]);
  });

  test("a job without a time limit gets the longest of its lab, unless its definition has one", async () => {
    const pi = aPi({ limits: { hours: 72 } });
    const without = await read("--jobdef align:14", {}, pi);
    expect([without.wish.timeoutSeconds, without.said]).toEqual([
      72 * 3_600,
      ["it is stopped after 72 h, the longest that peters-u allows"],
    ]);
    const its = await read("--jobdef align:14", { timeoutSeconds: 60 }, pi);
    expect([its.wish.timeoutSeconds, its.said]).toEqual([undefined, []]);
    const own = await read("--jobdef align:14 --timeout 6h", {}, pi);
    expect([own.wish.timeoutSeconds, own.said]).toEqual([6 * 3_600, []]);
  });
});
