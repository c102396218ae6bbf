import { join } from "node:path";
import { type Bench, type BenchOptions, type BenchWorld, type Figure, withWorld } from "../bench.ts";
import type { EventLoadOptions, EventLoadResult } from "../load/event-load.ts";
import { median, quantiles } from "../load/quantiles.ts";
import { eventLoad } from "../load/run-load.ts";
import { type SlashResult, slashLoad } from "../load/slash-load.ts";
import { pause } from "../servers/bot.ts";
import { type Child, startChild } from "../servers/child.ts";

/** How many events a second become durable, and how soon people are acknowledged meanwhile. */
export const intake: Bench = {
  name: "intake",
  about: "durable events a second, of 2 kB each; half of them about jobs that the store knows",
  run: (options) =>
    withWorld({ open: 40_000, ended: 1_000 }, async (world) => {
      const floor = await startServer(world, "intake-floor.ts", [join(world.folder, "floor.db")]);
      const bolt = await startServer(world, "bare-bolt.ts", []);
      try {
        return [
          ...(await measure({ ...options, world, floor, bolt, connection: "close", next: 0 })),
          ...(await measure({ ...options, world, floor, bolt, connection: "keep-alive", next: 1_000_000 })),
        ];
      } finally {
        await Promise.all([floor.stop(), bolt.stop()]);
      }
    }),
};

type Measuring = BenchOptions & {
  world: BenchWorld;
  floor: Child;
  bolt: Child;
  connection: EventLoadOptions["connection"];
  next: number;
};

/** As many as EventBridge may hold open towards one destination without being slowed down by it. */
const connections = 32;

type Round = {
  floor: EventLoadResult & { cpuUs: number };
  bot: EventLoadResult & { cpuUs: number };
  botSlash: SlashResult;
  boltSlash: SlashResult;
  appliedPerSecond: number;
};

async function measure(measuring: Measuring): Promise<Figure[]> {
  const { world, floor, bolt, connection, rounds, seconds, tell } = measuring;
  const done: Round[] = [];
  let { next } = measuring;
  const load = async (child: Child, port: number) => {
    const cpuBeforeMs = child.cpuMs();
    const result = await eventLoad({ port, connection, connections, seconds, from: next });
    next = result.next;
    return { ...result, cpuUs: ((child.cpuMs() - cpuBeforeMs) * 1_000) / result.accepted };
  };
  const slash = (port: number, name: string) =>
    slashLoad({ port, name, seconds, perSecond: 20, answerUrl: world.slack.url, text: typed });
  // The first round is for the compiler, and for the burst of posts that Slack's pace allows at first.
  for (let round = 0; round <= rounds; round++) {
    const floorPort = Number(floor.ready[1]);
    // The bare app is asked while as much goes on beside it on the machine as beside the bot.
    const [floorResult, boltSlash] = await Promise.all([
      load(floor, floorPort),
      slash(Number(bolt.ready[1]), `bolt-${connection}-${round}`),
    ]);
    const [botResult, botSlash] = await Promise.all([
      load(world.bot, world.bot.port),
      slash(world.bot.port, `bot-${connection}-${round}`),
    ]);
    const appliedPerSecond = await drained(world);
    if (round > 0) done.push({ floor: floorResult, bot: botResult, botSlash, boltSlash, appliedPerSecond });
    tell(
      `${connection} ${round === 0 ? "warm-up" : round}: floor ${shown(floorResult)}; bot ${shown(botResult)}; ` +
        `ack p99 bolt ${ms(quantiles(boltSlash.ackMs).p99Ms)} bot ${ms(quantiles(botSlash.ackMs).p99Ms)}, ${botSlash.failed} failed; applied ${appliedPerSecond.toFixed(0)}/s after`,
    );
  }
  return figures(connection, done);
}

function figures(connection: string, rounds: readonly Round[]): Figure[] {
  const mid = (of: (round: Round) => number): number => median(rounds.map(of));
  const perSecond = { bot: mid(({ bot }) => bot.perSecond), floor: mid(({ floor }) => floor.perSecond) };
  const share = mid(({ bot, floor }) => bot.perSecond / floor.perSecond);
  const p99Ms = mid(({ bot }) => bot.p99Ms);
  // Of a hundred commands the slowest but one in a hundred is the slowest: those of all rounds are taken together.
  const ack = {
    bot: quantiles(rounds.flatMap(({ botSlash }) => botSlash.ackMs)),
    bolt: quantiles(rounds.flatMap(({ boltSlash }) => boltSlash.ackMs)),
  };
  const lost = rounds.reduce((sum, { bot }) => sum + notAccepted(bot), 0);
  return [
    {
      what: `events/s, connection ${connection}`,
      value: perSecond.bot.toFixed(0),
      against: `${perSecond.floor.toFixed(0)} floor`,
      ratio: share,
      aim: "at least 0.60",
      met: share >= 0.6,
    },
    {
      what: "  CPU of an event, with its application",
      value: `${mid(({ bot }) => bot.cpuUs).toFixed(0)} µs`,
      against: `${mid(({ floor }) => floor.cpuUs).toFixed(0)} µs floor`,
      ratio: mid(({ bot, floor }) => bot.cpuUs / floor.cpuUs),
    },
    {
      what: "  answer p50",
      value: ms(mid(({ bot }) => bot.p50Ms)),
      against: `${ms(mid(({ floor }) => floor.p50Ms))} floor`,
    },
    {
      what: "  answer p99",
      value: ms(p99Ms),
      against: `${ms(mid(({ floor }) => floor.p99Ms))} floor`,
      aim: "under 100 ms",
      met: p99Ms < 100,
    },
    { what: "  answers other than 202", value: String(lost), aim: "none", met: lost === 0 },
    {
      what: "  slash command acknowledged, p50",
      value: ms(ack.bot.p50Ms),
      against: `${ms(ack.bolt.p50Ms)} bare Bolt`,
      ratio: ack.bot.p50Ms / ack.bolt.p50Ms,
    },
    {
      what: "  slash command acknowledged, p99",
      value: ms(ack.bot.p99Ms),
      against: `${ms(ack.bolt.p99Ms)} bare Bolt`,
      ratio: ack.bot.p99Ms / ack.bolt.p99Ms,
      aim: "under 2",
      met: ack.bot.p99Ms < 2 * ack.bolt.p99Ms,
    },
    { what: "  applied from the inbox", value: `${mid((round) => round.appliedPerSecond).toFixed(0)}/s` },
  ];
}

function notAccepted({ answers }: EventLoadResult): number {
  return Object.entries(answers).reduce((sum, [status, n]) => (status === "202" ? sum : sum + n), 0);
}

/** Waits until all is applied, and says how fast that went. */
async function drained({ bot }: BenchWorld): Promise<number> {
  const [fromMs, left] = [performance.now(), await bot.metric("batchmate_inbox_depth")];
  while ((await bot.metric("batchmate_inbox_depth")) > 0) await pause(100);
  return left / ((performance.now() - fromMs) / 1_000);
}

const typed = (n: number): string => ["list", "help", "whoami"][n % 3] as string;

function startServer({ folder }: BenchWorld, script: string, args: readonly string[]): Promise<Child> {
  return startChild({
    args: [join(import.meta.dirname, "..", "servers", script), ...args],
    readyWhen: /listening (\d+)/,
    logFile: join(folder, `${script}.log`),
  });
}

function shown({ perSecond, p99Ms, cpuUs }: EventLoadResult & { cpuUs: number }): string {
  return `${perSecond.toFixed(0)}/s p99 ${ms(p99Ms)} ${cpuUs.toFixed(0)} µs`;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
