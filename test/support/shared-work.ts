/** Many jobs of one lab in two channels, and what must be true of them in the end, whoever did the work. */
import { expect, vi } from "vitest";
import type { Message } from "../../src/playground/slack/local-slack.ts";
import { general, jblow, petersLab } from "./lab-world.ts";
import type { Expected } from "./nothing-left.ts";
import { atWork, payloadOf } from "./people-at-work.ts";
import type { Replicated } from "./replicas.ts";

const channels = [petersLab, general];
const commands = ["echo fine", "sh -c 'exit 3'", "sh -c 'sleep 1; echo late'"];
const ends = ["succeeded", "failed", "succeeded"];

const nameOf = (n: number) => `shared-${n}`;
const channelOf = (n: number) => channels[n % channels.length] as string;

/** Some people type at once, then the next. */
export async function submitAll(world: Replicated, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 6)
    await Promise.all(Array.from({ length: Math.min(6, to - n) }, (_, more) => submit(world, n + more)));
}

/** Who is told that a command failed looks first whether it was taken all the same, and types it again if not. */
async function submit(world: Replicated, n: number): Promise<void> {
  const text = `/batch submit --jobdef hello --name ${nameOf(n)} -- ${commands[n % commands.length]}`;
  const lab = atWork(world);
  for (;;) {
    const { delivery } = await world.slack.acts.types(jblow, { channel: channelOf(n), text });
    if (delivery?.status === 200) return;
    const wasTaken = await lab.see(() => lab.jobsNamed(nameOf(n)).length > 0, takenUpMs).catch(() => false);
    if (wasTaken) return;
  }
}

/** By then another replica has taken up what a dead one had taken. */
const takenUpMs = 10_000;

/** Each job was made once, its card is right, its end and each step were told once, and it was answered. */
export async function expectEachOnce(world: Replicated, jobs: number): Promise<void> {
  const lab = atWork(world);
  const numbers = Array.from({ length: jobs }, (_, n) => n);
  const settled = () => {
    expect(numbers.map((n) => payloadOf(lab.cardOf(nameOf(n))).state)).toEqual(
      numbers.map((n) => ends[n % ends.length]),
    );
    expect(numbers.filter((n) => !lab.kinds(nameOf(n)).includes("finished"))).toEqual([]);
    expect(numbers.filter((n) => answersTo(world, n).length === 0)).toEqual([]);
  };
  await vi.waitFor(settled, { timeout: 90_000, interval: 100 });
  for (const n of numbers) {
    expect(lab.jobsNamed(nameOf(n))).toHaveLength(1);
    const kinds = lab.kinds(nameOf(n));
    expect([n, kinds]).toEqual([n, [...new Set(kinds)]]);
  }
  expect(lab.cards()).toHaveLength(jobs);
}

/** In private beside the command, or as a direct message where that did not get through. */
export function answersTo({ slack }: Replicated, n: number): string[] {
  const named = new RegExp(`${nameOf(n)}(?!\\d)`);
  const direct = slack.messages(`D${jblow.slice(1)}`).filter((each: Message) => each.metadata === undefined);
  return [...slack.ephemerals(jblow), ...direct].map(({ text }) => text).filter((text) => named.test(text));
}

/**
 * What a crowded machine, or a death, does to the requests between Slack and the bots: some come too late, and some
 * messages come to Slack together that were sent a second apart. People and replicas live with both.
 */
export function jostled({ slack }: Replicated): Expected {
  return {
    slackTrouble: ["chat.postMessage ratelimited", "chat.update ratelimited", "response_url no answer"],
    refused: slack.deliveries.filter(({ ok }) => !ok).length,
  };
}

/** Slack's clock and ours are read at different moments: over many messages that makes no difference. */
const run = 12;

/** Messages in one channel are a second apart, whoever posts them. */
export function expectPaceHeld({ slack }: Replicated): void {
  for (const channel of channels) {
    const timesMs = slack.calls
      .filter(({ method, args }) => method === "chat.postMessage" && args.channel === channel)
      .map(({ atMs }) => atMs);
    const runsMs = timesMs.slice(run).map((atMs, index) => atMs - (timesMs[index] ?? 0));
    expect(runsMs.length).toBeGreaterThan(run);
    expect(Math.min(...runsMs)).toBeGreaterThan(0.9 * run * 1_000);
  }
}
