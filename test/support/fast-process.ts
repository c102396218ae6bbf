/**
 * Loaded before anything else, it makes the time of a whole process run fast, so that a bot that was killed need not
 * be waited for: `FAST_PROCESS=speed,startedMs node --import fast-process.js main.js`, both of `bundled-bot.ts`
 */

import { enableCompileCache, flushCompileCache } from "node:module";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { isMainThread } from "node:worker_threads";

const [speed = 1, startedMs = Date.now()] = (process.env.FAST_PROCESS ?? "").split(",").map(Number);

/** What libraries wait for, such as an answer over the wire: a machine that is busy gives none in a tenth of a second. */
const patienceSpeed = Math.min(speed, 4);

const RealDate = Date;
const realTimeout = setTimeout;
const realInterval = setInterval;

class FastDate extends RealDate {
  static override now(): number {
    return Math.round(startedMs + (RealDate.now() - startedMs) * speed);
  }

  constructor(...given: unknown[]) {
    super(...((given.length === 0 ? [FastDate.now()] : given) as [number]));
  }
}

const fastTimeout = (run: () => void, delayMs = 0, ...given: unknown[]) =>
  realTimeout(run, delayMs / patienceSpeed, ...(given as []));
const fastInterval = (run: () => void, delayMs = 0, ...given: unknown[]) =>
  realInterval(run, delayMs / patienceSpeed, ...(given as []));
const fastDelay = (delayMs = 0, value?: unknown, options?: object) =>
  delay(delayMs / patienceSpeed, value, options);

const realPatience = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (delayMs) => realPatience(Math.ceil(delayMs / patienceSpeed));

// The thread beside the store only tidies: sixty times as often it would use as much as all else.
if (isMainThread)
  Object.assign(globalThis, {
    // Of the bot's own clock, see `bundled-bot.ts`.
    clockSpeed: speed,
    Date: FastDate,
    setTimeout: Object.assign(fastTimeout, { [promisify.custom]: fastDelay }),
    setInterval: fastInterval,
  });

// A bot is started dozens of times, and who is killed writes no cache by himself.
enableCompileCache(join(tmpdir(), "batchmate-journeys-compiled"));
realTimeout(flushCompileCache, 1_000).unref();

// Whoever started it holds the other end: a test that breaks off leaves no bot behind. Its threads hold none.
if (isMainThread) {
  process.stdin.on("end", () => process.kill(process.pid, "SIGKILL")).resume();
  (process.stdin as Partial<Socket>).unref?.();
}
