import { statSync } from "node:fs";
import { type Bench, type BenchOptions, type BenchWorld, type Figure, withWorld } from "../bench.ts";
import { median, quantiles } from "../load/quantiles.ts";
import { eventLoad } from "../load/run-load.ts";
import { slashLoad } from "../load/slash-load.ts";
import { pause } from "../servers/bot.ts";
import { endedFrom, jobUuid, runOf } from "../world/names.ts";

const fewJobs = 1_000;

/** What people and AWS feel of a store that has grown for years. */
export const large: Bench = {
  name: "large",
  about: "a store of very many jobs beside one of a thousand: what people wait for, p99",
  run: async (options) => {
    options.tell(`filling a store of ${options.jobs} jobs`);
    return withWorld({ open: fewJobs, ended: options.jobs }, (many) =>
      withWorld({ open: fewJobs, ended: fewJobs }, (few) => compare(options, { many, few })),
    );
  },
};

type Worlds = { many: BenchWorld; few: BenchWorld };

/** What is typed; the n-th job of those both stores have. */
const asked: Readonly<Record<string, (n: number) => string>> = {
  "status by the first signs of an id": (n) => `status ${jobUuid(endedFrom + (n % 200) * 5).slice(0, 8)}`,
  "status by name": (n) => `status align-${endedFrom + (n % 200) * 5}`,
  list: () => "list",
  "list --state failed": () => "list --state failed",
  "list --name, of which there are many": () => "list --name align-*",
  "list --name, of which there is one": (n) => `list --name align-${endedFrom + (n % 200) * 5}`,
  "list --since 7d": () => "list --since 7d",
  "list --run": (n) => `list --run ${runOf(endedFrom + (n % 200) * 5)}`,
  "list --queue": () => "list --queue default",
};

async function compare(options: BenchOptions, { many, few }: Worlds): Promise<Figure[]> {
  const figures: Figure[] = [await intakeOf(options, { many, few })];
  for (const [what, text] of Object.entries(asked)) {
    // Of all rounds together, in turns: the slowest of a hundred says more of what else the machine did.
    const tookMs: Record<keyof Worlds, number[]> = { many: [], few: [] };
    for (let round = 0; round <= options.rounds; round++) {
      const name = `${what.replace(/\W+/g, "-")}-${round}`;
      const each = { few: await answersMs(few, name, text), many: await answersMs(many, name, text) };
      if (round === 0) continue;
      tookMs.few.push(...each.few);
      tookMs.many.push(...each.many);
    }
    const [manyMs, fewMs] = [quantiles(tookMs.many).p99Ms, quantiles(tookMs.few).p99Ms];
    figures.push(against(`answer to ${what}`, manyMs, fewMs));
    options.tell(`${what}: ${manyMs.toFixed(1)} ms beside ${fewMs.toFixed(1)} ms`);
  }
  const bytes = statSync(many.databaseFile).size / options.jobs;
  return [
    ...figures,
    { what: "bytes a job", value: bytes.toFixed(0) },
    {
      what: "start to ready",
      value: `${(many.bot.readyInMs / 1_000).toFixed(2)} s`,
      against: `${(few.bot.readyInMs / 1_000).toFixed(2)} s`,
      ratio: many.bot.readyInMs / few.bot.readyInMs,
    },
    {
      what: "memory (RSS)",
      value: `${many.bot.memoryMiB().toFixed(0)} MiB`,
      against: `${few.bot.memoryMiB().toFixed(0)} MiB`,
    },
  ];
}

const eventsPerSecond = 300;

async function intakeOf({ rounds, seconds }: BenchOptions, { many, few }: Worlds): Promise<Figure> {
  const seen: { many: number; few: number }[] = [];
  let from = 0;
  for (let round = 0; round <= rounds; round++) {
    const load = async ({ bot }: BenchWorld) => {
      const options = { port: bot.port, connection: "close", connections: 16, seconds, from } as const;
      return eventLoad({ ...options, perSecond: eventsPerSecond });
    };
    const [ofFew, ofMany] = [await load(few), await load(many)];
    from = Math.max(ofFew.next, ofMany.next);
    if (round > 0) seen.push({ few: ofFew.p99Ms, many: ofMany.p99Ms });
  }
  const what = `answer to an event, at ${eventsPerSecond}/s`;
  return against(what, median(seen.map((each) => each.many)), median(seen.map((each) => each.few)));
}

function against(what: string, manyMs: number, fewMs: number): Figure {
  return {
    what,
    value: `${manyMs.toFixed(1)} ms`,
    against: `${fewMs.toFixed(1)} ms`,
    ratio: manyMs / fewMs,
    aim: "at most 1.5",
    met: manyMs <= 1.5 * fewMs,
  };
}

/** From the typing to the answer, of each. */
async function answersMs(
  { bot, slack }: BenchWorld,
  name: string,
  text: (n: number) => string,
): Promise<number[]> {
  const { sentMs } = await slashLoad({
    port: bot.port,
    name,
    text,
    answerUrl: slack.url,
    perSecond: 25,
    seconds: 4,
  });
  for (let waited = 0; waited < 100 && [...sentMs.keys()].some((id) => !slack.answers.has(id)); waited++)
    await pause(50);
  return [...sentMs].map(([id, atMs]) => (slack.answers.get(id) ?? Number.POSITIVE_INFINITY) - atMs);
}
