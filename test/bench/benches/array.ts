import { type Bench, withWorld } from "../bench.ts";
import { template } from "../load/event-stock.ts";
import { postEvents } from "../load/post-events.ts";
import { pause } from "../servers/bot.ts";
import { jobUuid } from "../world/names.ts";

const size = 10_000;
const eventsPerSecond = 2_000;

/** One array with as many children as AWS allows: its thread must cost no more than any other. */
export const array: Bench = {
  name: "array",
  about: `an array of ${size} children, ${4 * size} events in any order and some of them twice, ${eventsPerSecond} a second`,
  run: ({ tell }) =>
    withWorld({ open: 0, ended: 1_000, arrays: [size] }, async ({ bot, slack }) => {
      const parent = (name: string, statusSummary: Record<string, number>) =>
        template(name, { arrayProperties: { size, statusSummary } })(0, 0);
      await postEvents({
        port: bot.port,
        bodies: [parent("array.parent-pending", { RUNNABLE: size })],
        perSecond: 10,
      });
      const refused = await postEvents({ port: bot.port, bodies: childEvents(), perSecond: eventsPerSecond });
      tell(`all children's events are in; ${await bot.metric("batchmate_inbox_depth")} wait to be applied`);
      const endedMs = performance.now();
      const ended = parent("array.parent-failed", { SUCCEEDED: size - failed, FAILED: failed });
      await postEvents({ port: bot.port, bodies: [ended], perSecond: 10 });
      const finals = () =>
        slack.posts.filter(({ kind, method }) => kind === "finished" && method === "chat.postMessage");
      while (finals().length === 0 && performance.now() - endedMs < 120_000) await pause(20);
      const secondsToFinal = ((finals()[0]?.atMs ?? Number.NaN) - endedMs) / 1_000;
      await pause(settleMs);
      const calls = [...slack.calls]
        .filter(([name]) => /^(429 )?chat\./.test(name))
        .reduce((sum, [, n]) => sum + n, 0);
      return [
        {
          what: "calls to Slack",
          value: String(calls),
          against: `${4 * size} if each event were told`,
          aim: "at most 60",
          met: calls <= 60,
        },
        {
          what: "parent's last event to the final notice",
          value: `${secondsToFinal.toFixed(2)} s`,
          aim: "under 3 s",
          met: secondsToFinal < 3,
        },
        { what: "final notices", value: String(finals().length), aim: "1", met: finals().length === 1 },
        { what: "events not taken", value: String(refused), aim: "none", met: refused === 0 },
        { what: "peak memory", value: `${bot.peakMiB().toFixed(0)} MiB` },
      ];
    }),
};

const failed = size / 20;
const settleMs = 5_000;

/** Each child tells four times, one in twenty of them of its failure, one telling in ten comes twice, and in no order. */
function childEvents(): string[] {
  const steps = ["single.runnable", "single.starting", "single.running", "single.succeeded"].map((name) =>
    template(name),
  );
  const fails = template("failed.exit-1");
  const bodies: string[] = [];
  for (let index = 0; index < size; index++) {
    for (const [n, step] of steps.entries()) {
      const fill = n === 3 && index % 20 === 0 ? fails : step;
      const body = asChild(fill(index * 4 + n, 0), index);
      bodies.push(body, ...(bodies.length % 10 === 0 ? [body] : []));
    }
  }
  return shuffled(bodies);
}

function asChild(body: string, index: number): string {
  return body
    .replaceAll(jobUuid(0), `${jobUuid(0)}:${index}`)
    .replace('"detail":{', `"detail":{"arrayProperties":{"index":${index}},`);
}

/** The same order each time: a plain generator of numbers that look like chance. */
function shuffled<T>(items: T[]): T[] {
  let state = 0x2545f491;
  for (let n = items.length - 1; n > 0; n--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (n + 1));
    [items[n], items[other]] = [items[other] as T, items[n] as T];
  }
  return items;
}
