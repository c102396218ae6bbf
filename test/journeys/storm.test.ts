/** A storm from outside over a bot that is killed again and again. `STORM="seed=7 jobs=60 gusts=40 kills=8"` blows another. */
import { expect, test, vi } from "vitest";
import { withBot } from "../support/bot-apart.ts";
import { amate, general, jblow, petersLab } from "../support/lab-world.ts";
import { readMetrics } from "../support/nothing-left.ts";
import { atWork, payloadOf } from "../support/people-at-work.ts";
import { blow, stormSpeed } from "../support/storm.ts";

const asked = new Map(
  (process.env.STORM ?? "").split(" ").map((pair) => pair.split("=") as [string, string]),
);
const number = (name: string, otherwise: number) => Number(asked.get(name) ?? otherwise);
const storm = { seed: number("seed", 1), gusts: number("gusts", 14), kills: number("kills", 3) };
const jobs = number("jobs", 10);
const timeoutMs = 60_000 + 10_000 * storm.gusts + 5_000 * jobs;

const commands = ["echo fine", "sh -c 'sleep 1; exit 3'", "sh -c 'sleep 2; echo late'", "sh -c 'exit 127'"];
const ends = ["succeeded", "failed", "succeeded", "failed"];

test(
  `after a storm (seed ${storm.seed}) each job has one card that is right and one end, and nothing is lost`,
  () =>
    withBot(
      async (world) => {
        const lab = atWork(world);
        for (let n = 0; n < jobs; n++) {
          const [person, channel] = n % 3 === 0 ? [amate, general] : [jblow, petersLab];
          const retries = n % 4 === 1 ? "--attempts 2 --retry-on any" : "";
          const command = commands[n % commands.length];
          const text = `/batch submit --jobdef hello --name storm-${n} ${retries} -- ${command}`;
          await world.slack.acts.types(person, { channel, text });
        }
        // However late a busy machine has acknowledged them: what was typed is done.
        await lab.see(() => lab.jobs().length >= jobs, 60_000);
        await blow(world, storm);

        const settled = async () => {
          const metrics = await readMetrics(world.metricsUrl);
          expect(metrics.batchmate_notices_waiting).toBe(0);
          for (let n = 0; n < jobs; n++)
            expect([n, payloadOf(lab.cardOf(`storm-${n}`)).state]).toEqual([n, ends[n % ends.length]]);
        };
        await vi.waitFor(settled, { timeout: 60_000 + 4_000 * jobs, interval: 200 });
        for (let n = 0; n < jobs; n++) {
          const name = `storm-${n}`;
          expect(lab.jobsNamed(name)).toHaveLength(1);
          const kinds = lab.kinds(name);
          expect([name, kinds.filter((kind) => kind === "finished").length]).toEqual([name, 1]);
          expect([name, kinds.at(-1)]).toEqual([name, "finished"]);
          expect([name, new Set(kinds).size]).toEqual([name, kinds.length]);
        }
        expect(lab.cards()).toHaveLength(jobs);
      },
      { speed: stormSpeed, env: { BATCHMATE_RECONCILE_SECONDS: "20" } },
    ),
  timeoutMs,
);
