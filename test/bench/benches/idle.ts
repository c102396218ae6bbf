import { type Bench, type Figure, withWorld } from "../bench.ts";
import { median } from "../load/quantiles.ts";
import { pause } from "../servers/bot.ts";

/** What the bot costs when nothing goes on. */
export const idle: Bench = {
  name: "idle",
  about: "a bot that has nothing to do, on a store of a thousand jobs",
  run: async ({ rounds, tell }) => {
    const seen: { readyInMs: number; memoryMiB: number; cpuMs: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      await withWorld({ open: 0, ended: 1_000 }, async ({ bot }) => {
        await pause(settleMs);
        const cpuBeforeMs = bot.cpuMs();
        await pause(watchMs);
        seen.push({
          readyInMs: bot.readyInMs,
          memoryMiB: bot.memoryMiB(),
          cpuMs: ((bot.cpuMs() - cpuBeforeMs) * 60_000) / watchMs,
        });
      });
      tell(`${round + 1}: ${JSON.stringify(seen.at(-1))}`);
    }
    const mid = (of: (one: (typeof seen)[number]) => number): number => median(seen.map(of));
    return [
      { what: "start to ready", value: `${(mid(({ readyInMs }) => readyInMs) / 1_000).toFixed(2)} s` },
      { what: "memory (RSS)", value: `${mid(({ memoryMiB }) => memoryMiB).toFixed(0)} MiB` },
      { what: "CPU of an idle minute", value: `${mid(({ cpuMs }) => cpuMs).toFixed(0)} ms` },
    ] satisfies Figure[];
  },
};

const settleMs = 3_000;
const watchMs = 10_000;
