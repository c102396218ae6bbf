import { expect, test } from "vitest";
import { error as errorLevel, keptLog } from "../../test/support/kept-log.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import { type Loop, loop } from "./loop.ts";

/** A loop whose turns are counted, and do what `turn` says of each. */
function world(turn: (n: number) => Promise<number | undefined>) {
  const clock = manualClock();
  const log = keptLog();
  const turnsAtMs: number[] = [];
  const startMs = clock.nowMs();
  const self: Loop = loop({
    name: "test",
    clock,
    logger: log.logger,
    turn: () => {
      turnsAtMs.push(clock.nowMs() - startMs);
      return turn(turnsAtMs.length);
    },
  });
  return { clock, log, turnsAtMs, self };
}

test("a loop takes a turn at its start and then as often as its turns say", async () => {
  const { clock, turnsAtMs, self } = world(async () => 100);
  self.start();
  await clock.advance(250);
  expect(turnsAtMs).toEqual([0, 100, 200]);
});

test("a loop with nothing to do sleeps until it is woken", async () => {
  const { clock, turnsAtMs, self } = world(async () => undefined);
  self.start();
  await clock.advance(60_000);
  self.wake();
  await clock.advance(1_000);
  expect(turnsAtMs).toEqual([0, 60_000]);
});

test("waking it calls off the pause, and one turn follows, not two", async () => {
  const { clock, turnsAtMs, self } = world(async () => 100);
  self.start();
  await clock.advance(40);
  self.wake();
  await clock.advance(70);
  expect(turnsAtMs).toEqual([0, 40]);
  await clock.advance(30);
  expect(turnsAtMs).toEqual([0, 40, 140]);
});

test("turns never overlap: being woken during one, however often, makes one more follow", async () => {
  const gate = Promise.withResolvers<void>();
  const { clock, turnsAtMs, self } = world(async (n) => {
    if (n === 1) await gate.promise;
    return undefined;
  });
  self.start();
  for (let n = 0; n < 5; n++) self.wake();
  await clock.settle();
  expect(turnsAtMs).toHaveLength(1);
  gate.resolve();
  await clock.settle();
  expect(turnsAtMs).toHaveLength(2);
});

test("a loop does nothing before its start and after its stop", async () => {
  const { clock, turnsAtMs, self } = world(async () => 100);
  self.wake();
  await clock.advance(1_000);
  expect(turnsAtMs).toEqual([]);
  self.start();
  await clock.settle();
  await self.stop();
  self.wake();
  await clock.advance(1_000);
  expect(turnsAtMs).toHaveLength(1);
});

test("stopping waits for the turn under way, and no further one begins", async () => {
  const gate = Promise.withResolvers<void>();
  const { clock, turnsAtMs, self } = world(async () => {
    await gate.promise;
    return 0;
  });
  self.start();
  self.wake();
  let stopped = false;
  const stopping = self.stop().then(() => {
    stopped = true;
  });
  await clock.settle();
  expect(stopped).toBe(false);
  gate.resolve();
  await stopping;
  await clock.advance(10_000);
  expect(turnsAtMs).toHaveLength(1);
});

test("a turn that fails is logged and taken again after 1 s, 2 s, 4 s, at most 30 s", async () => {
  const { clock, log, turnsAtMs, self } = world(async () => {
    throw new Error("the disk is full");
  });
  self.start();
  await clock.advance(100_000);
  expect(turnsAtMs).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 61_000, 91_000]);
  expect(log.lines).toHaveLength(8);
  expect(log.lines[0]).toMatchObject({ level: errorLevel, loop: "test", troubles: 1 });
});

test("one turn that works makes the next failure's pause short again", async () => {
  const { clock, turnsAtMs, self } = world(async (n) => {
    if (n === 3) return 10;
    throw new Error("the disk is full");
  });
  self.start();
  await clock.advance(4_100);
  expect(turnsAtMs).toEqual([0, 1_000, 3_000, 3_010, 4_010]);
});

test("after a long turn others have their time, whoever wakes the loop meanwhile", async () => {
  const clock = manualClock();
  const startMs = clock.nowMs();
  const turnsAtMs: number[] = [];
  const self = loop({
    name: "test",
    clock,
    logger: keptLog().logger,
    restMs: (tookMs) => tookMs * 3,
    turn: async () => {
      turnsAtMs.push(clock.nowMs() - startMs);
      if (turnsAtMs.length === 1) await new Promise<void>((resolve) => clock.after(10, resolve));
      return undefined;
    },
  });
  self.start();
  await clock.advance(5);
  self.wake();
  await clock.advance(15);
  self.wake();
  await clock.advance(19);
  expect(turnsAtMs).toEqual([0]);
  await clock.advance(1);
  expect(turnsAtMs).toEqual([0, 40]);
  await clock.advance(1_000);
  self.wake();
  await clock.settle();
  expect(turnsAtMs).toEqual([0, 40, 1_040]);
});

test("a clock that jumps ahead during a turn keeps nobody waiting for as long", async () => {
  const clock = manualClock();
  let turns = 0;
  const self = loop({
    name: "test",
    clock,
    logger: keptLog().logger,
    restMs: (tookMs) => tookMs * 3,
    turn: async () => {
      turns += 1;
      if (turns === 1) await new Promise<void>((resolve) => clock.after(3_600_000, resolve));
      return undefined;
    },
  });
  self.start();
  await clock.advance(3_600_000);
  self.wake();
  await clock.advance(2_000);
  expect(turns).toBe(2);
});

test("a loop that was stopped can be started again", async () => {
  const { clock, turnsAtMs, self } = world(async () => undefined);
  self.start();
  await clock.settle();
  await self.stop();
  self.start();
  await clock.settle();
  expect(turnsAtMs).toHaveLength(2);
});
