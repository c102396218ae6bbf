import { type Bench, withWorld } from "../bench.ts";
import { template } from "../load/event-stock.ts";
import { postEvents } from "../load/post-events.ts";
import { pause } from "../servers/bot.ts";
import { perMinute } from "../servers/lean-pace.ts";
import { channelCount } from "../world/names.ts";

const jobs = 1_000;

/** Many jobs that end in the same minute: Slack's pace is the bound, and nothing else should be. */
export const burst: Bench = {
  name: "burst",
  about: `${jobs} jobs in ${channelCount} channels end in the same minute; Slack takes its real pace`,
  run: ({ tell }) =>
    withWorld({ open: jobs, ended: 1_000 }, async ({ bot, slack }) => {
      const ended = template("single.succeeded");
      const bodies = Array.from({ length: jobs }, (_, job) => ended(job, job));
      const startedMs = performance.now();
      const refused = await postEvents({ port: bot.port, bodies, perSecond: 100 });
      const told = () =>
        slack.posts.filter(({ kind, method }) => kind === "finished" && method === "chat.postMessage");
      let seen = 0;
      while (told().length < jobs && performance.now() - startedMs < patienceMs) {
        await pause(250);
        if (told().length < seen + 240) continue;
        seen = told().length;
        tell(`${seen} told after ${seconds(startedMs)} s`);
      }
      const finals = told();
      const tookMs = Math.max(...finals.map(({ atMs }) => atMs)) - startedMs;
      const boundMs = leastMs();
      const distinct = new Set(finals.map(({ job }) => job)).size;
      return [
        {
          what: "until all have their notice",
          value: `${(tookMs / 1_000).toFixed(1)} s`,
          against: `${(boundMs / 1_000).toFixed(1)} s bound`,
          ratio: tookMs / boundMs,
          aim: "at most 1.10",
          met: distinct === jobs && tookMs <= 1.1 * boundMs,
        },
        {
          what: "jobs told, and notices",
          value: `${distinct}, ${finals.length}`,
          against: `${jobs}, ${jobs}`,
          aim: "each once",
          met: distinct === jobs && finals.length === jobs && refused === 0,
        },
        { what: "calls refused by pace (429)", value: String(refusals(slack.calls)) },
        { what: "peak memory", value: `${bot.peakMiB().toFixed(0)} MiB` },
      ];
    }),
};

const patienceMs = 10 * 60_000;

/** As fast as the pace lets anybody be: a minute's worth at once, one each second in each channel, then the next minute. */
function leastMs(): number {
  const aMinute = perMinute["chat.postMessage"] ?? 1;
  const fullMinutes = Math.floor((jobs - 1) / aMinute);
  return fullMinutes * 60_000 + (((jobs - 1) % aMinute) / channelCount) * 1_000;
}

function refusals(calls: ReadonlyMap<string, number>): number {
  return [...calls].reduce((sum, [name, count]) => (name.startsWith("429") ? sum + count : sum), 0);
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1_000).toFixed(0);
}
