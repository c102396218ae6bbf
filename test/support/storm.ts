/** Everything that can go wrong from outside, drawn from a seed: on events, Slack, AWS and the bot's own life. */
import type { Fault } from "../../src/playground/slack/local-slack.ts";
import type { Apart } from "./bot-apart.ts";

export type Storm = { seed: number; gusts: number; kills: number };

/** How much faster than the real one the bot's clock goes. */
export const stormSpeed = 10;

const minutes = (n: number) => (n * 60_000) / stormSpeed;
const seconds = (n: number) => (n * 1_000) / stormSpeed;

/** Resolves when it has blown over: nothing goes wrong any more, and the bot runs. */
export async function blow(world: Apart, { seed, gusts, kills }: Storm): Promise<void> {
  const draw = chance(seed);
  world.aws.faults.onEvents(() => strewn(draw));
  const killAt = new Set(Array.from({ length: kills }, () => Math.floor(draw() * gusts)));
  for (let gust = 0; gust < gusts; gust++) {
    await pick(draw, gustsOf(draw))(world);
    if (killAt.has(gust)) {
      await world.kill();
      await world.start();
    }
  }
  world.slack.faults.clear();
  world.aws.faults.clear();
}

/** One in five is lost; the rest come once or twice, up to a minute late. */
function strewn(draw: () => number): { delayMs: number }[] {
  const copies = draw() < 0.2 ? 0 : draw() < 0.5 ? 2 : 1;
  return Array.from({ length: copies }, () => ({ delayMs: draw() < 0.5 ? 0 : seconds(60 * draw()) }));
}

type Gust = (world: Apart) => Promise<void>;

function gustsOf(draw: () => number): Gust[] {
  const slackFaults: Fault[] = [
    { kind: "timeout-before" },
    { kind: "timeout-but-done" },
    // The bot gives up after 10 s; Slack posts up to 20 s after that.
    { kind: "done-late", afterMs: seconds(10 + 20 * draw()) },
    { kind: "reset-before" },
    { kind: "reset-but-done" },
    { kind: "status", status: 503 },
    { kind: "status-but-done", status: 500 },
    { kind: "rate-limit", retryAfterSec: 1 + Math.floor(10 * draw()) },
    { kind: "delay", delayMs: seconds(8) },
    { kind: "error", error: "internal_error" },
  ];
  const methods = ["chat.postMessage", "chat.update", "conversations.history", "conversations.replies"];
  const oneSlackFault: Gust = async ({ slack }) => {
    slack.faults.add(pick(draw, methods), pick(draw, slackFaults), { times: 1 + Math.floor(3 * draw()) });
    await pause(seconds(2));
  };
  const awsEffects = ["throttle", "server-error", "cut", "done-but-cut", "done-but-server-error"] as const;
  const oneAwsFault: Gust = async ({ aws }) => {
    const effect = { kind: pick(draw, awsEffects) };
    const operation = pick(draw, ["DescribeJobs", "ListJobs", "TerminateJob", "GetLogEvents"]);
    aws.faults.add({ operation, times: 1 + Math.floor(3 * draw()), effect });
    await pause(seconds(2));
  };
  const outage: Gust = async ({ slack }) => {
    slack.faults.outageBegins(draw() < 0.5 ? { kind: "timeout-before" } : { kind: "status", status: 503 });
    await pause(minutes(1));
    slack.faults.outageEnds();
  };
  const lockedOut: Gust = async ({ slack }) => {
    slack.faults.revokeToken();
    await pause(seconds(30));
    slack.faults.restoreToken();
  };
  const slow: Gust = async ({ slack }) => {
    slack.faults.slow(seconds(6));
    await pause(seconds(30));
    slack.faults.slow(0);
  };
  return [oneSlackFault, oneSlackFault, oneSlackFault, oneAwsFault, oneAwsFault, outage, lockedOut, slow];
}

function pick<T>(draw: () => number, all: readonly T[]): T {
  return all[Math.floor(draw() * all.length)] as T;
}

/** A storm lasts for its time: what is waited for here is that it goes on. */
function pause(ms: number): Promise<void> {
  return new Promise((goOn) => setTimeout(goOn, ms));
}

/** The same seed, the same storm. Source: mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
