import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limits } from "../../src/domain/limits.ts";
import { openStore } from "../../src/store/open-store.ts";
import { checkers } from "./checkers/all.ts";
import { leftovers } from "./checkers/leftovers.ts";
import { wordsTrue } from "./checkers/words.ts";
import type { GoesOn } from "./clock.ts";
import { openWorld, type World, type WorldOptions } from "./world.ts";

export type RunOptions = Omit<WorldOptions, "path"> & {
  /** How long a world may take to come to rest; AWS is asked about an old job once an hour. */
  restMinutes?: number;
};

export type Outcome = {
  seed: number;
  /** What is not as it must be, each as a sentence; empty when all is well. */
  found: readonly string[];
  weather: string;
  hash: string;
  lines: number;
  tail: readonly string[];
  faults: ReadonlyMap<string, number>;
  jobs: number;
  virtualMs: number;
};

const minuteMs = 60_000;
/** What was sent before it came to rest may still land, and a doubled post be seen. */
const afterRestMs = 3 * minuteMs;

/** One world from its beginning until it has come to rest. */
export async function simulate(options: RunOptions): Promise<Outcome> {
  const folder = mkdtempSync(join(memoryFolder(), "batchmate-sim-"));
  const path = join(folder, "store.db");
  const world = openWorld({ ...options, path });
  const crashes: string[] = [];
  const onCrash = (error: unknown) =>
    crashes.push(`a promise was rejected and nobody heard: ${messageOf(error)}`);
  process.on("unhandledRejection", onCrash);
  const startMs = world.clock.nowMs();
  try {
    await liveThrough(world, { crashes, restMs: (options.restMinutes ?? 240) * minuteMs });
  } catch (error) {
    crashes.push(messageOf(error));
  } finally {
    process.off("unhandledRejection", onCrash);
  }
  const seen = [...crashes, ...world.watch.found()];
  const found = seen.length > 0 ? seen : await lookAt(world, path);
  const outcome: Outcome = {
    seed: world.seed,
    found,
    weather: world.faults.weather,
    hash: world.trace.hash(),
    lines: world.trace.lines(),
    tail: world.trace.tail(found.length > 0 ? 4_000 : 0),
    faults: world.faults.counts(),
    jobs: world.aws.jobs().length,
    virtualMs: world.clock.nowMs() - startMs,
  };
  await world.close();
  rmSync(folder, { recursive: true, force: true });
  return outcome;
}

async function lookAt(world: World, path: string): Promise<string[]> {
  await world.lives.close();
  const store = await openStore(`sqlite:${path}`);
  try {
    return [...checkers.flatMap((check) => check(world)), ...(await wordsTrue(world, store))];
  } finally {
    await store.close();
  }
}

type Bounds = { crashes: readonly string[]; restMs: number };

async function liveThrough(world: World, { crashes, restMs }: Bounds): Promise<void> {
  const { clock, faults, spells, trace } = world;
  const isWell = (): boolean => crashes.length === 0 && world.watch.found().length === 0;
  const goesOn = async (): Promise<GoesOn> => {
    if (!isWell()) return "stop";
    return (await world.lives.tend()) ? "again" : "on";
  };
  scheduleDeeds(world);
  await clock.run(clock.nowMs() + world.activityMs, goesOn);
  if (!isWell()) return;
  trace.say("--- nothing goes wrong any more ---");
  faults.cease();
  spells.cease();
  world.lives.hurry();
  const untilMs = clock.nowMs() + restMs;
  while (clock.nowMs() < untilMs && !isAtRest(world) && isWell()) {
    world.people.decide(world.ledger().waitingForYes());
    world.upheavals.resume(world.ledger().pausedScopes());
    await clock.run(clock.nowMs() + minuteMs, goesOn);
  }
  await clock.run(clock.nowMs() + afterRestMs, goesOn);
  if (isWell() && world.lives.listening() === undefined)
    throw new Error("nothing goes wrong any more, and the bot does not listen");
}

function scheduleDeeds({ clock, chance, people, lives, activityMs }: World): void {
  const deeds = chance.spread(3, 60);
  for (let nth = 0; nth < deeds; nth++) clock.after(chance.between(1_000, activityMs), people.act);
  for (let nth = chance.between(0, 2); nth > 0; nth--)
    clock.after(chance.between(1_000, activityMs), lives.restart);
}

function isAtRest(world: World): boolean {
  return (
    world.lives.listening() !== undefined &&
    world.aws.isQuiet() &&
    world.bus.underWay() === 0 &&
    leftovers(world).length === 0 &&
    !hasUnanswered(world)
  );
}

function hasUnanswered({ clock, ledger }: World): boolean {
  const sinceMs = clock.nowMs() - limits.resumeInvocationMs;
  const isYoung = `received_at_ms > ${sinceMs} and takes < ${limits.invocationTakes}`;
  return ledger().count(`invocations where done_at_ms is null and ${isYoung}`) > 0;
}

/** Where waiting for the disk costs nothing, if there is such a place. */
function memoryFolder(): string {
  const shared = "/dev/shm";
  return statSync(shared, { throwIfNoEntry: false })?.isDirectory() === true ? shared : tmpdir();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
