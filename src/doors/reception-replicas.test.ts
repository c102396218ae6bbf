import { afterEach, expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { keptLog } from "../../test/support/kept-log.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import type { Answer } from "../commands/answer.ts";
import type { ChannelId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import type { Store } from "../store/open-store.ts";
import { type Reception, reception } from "./reception.ts";

const answer: Answer = { kind: "message", audience: "me", message: { text: "Done.", blocks: [] } };

let store: Store;
afterEach(() => store.close());

type Replica = Reception & {
  /** Holds up what it performs from now on until it is called. */
  stall(): () => void;
  /** As if the process were gone: nothing it does from now on reaches anybody. */
  die(): void;
  /** While it is, it can not say that it is at anything. */
  cutOff(isCut: boolean): void;
};

/** Two replicas on one store, and what they have answered. */
async function world() {
  const clock = manualClock();
  store = await openEmptyStore();
  const said: string[] = [];
  const slack = { isAway: false };
  const invocation: Invocation = {
    id: "i1" as InvocationId,
    verb: "list",
    input: { kind: "text", text: "list" },
    who: { member: "U0JBLOW" as MemberId, team: "T0" as TeamId },
    where: { channel: "C0PETERS" as ChannelId },
    via: "slash",
    reply: { receivedAtMs: clock.nowMs() },
  };

  const replica = (name: string): Replica => {
    let gate: Promise<void> = Promise.resolve();
    let isDead = false;
    let isCut = false;
    const never = new Promise<never>(() => {});
    const alive = <T>(deed: () => Promise<T>): Promise<T> => (isDead ? never : deed());
    const self = reception({
      performer: {
        opens: () => undefined,
        review: async (sent) => ({ kind: "right", invocation: sent }),
        accept: (one) => store.invocations.save(one, clock.nowMs() + limits.invocationLeaseMs),
        perform: async () => {
          await gate;
          return alive(async () => answer);
        },
        finish: (one) => alive(() => store.invocations.finish(one.id, clock.nowMs())),
      },
      store: {
        invocations: {
          ...store.invocations,
          keep: (one, untilMs) =>
            alive(async () => {
              if (isCut) throw new Error("the store can not be reached");
              return store.invocations.keep(one, untilMs);
            }),
        },
      },
      openView: async () => undefined,
      deliver: async () => {
        if (slack.isAway) throw new Error("Slack is away");
        said.push(name);
      },
      clock,
      logger: keptLog().logger,
      rate: async () => undefined,
      onTaken: () => {},
    });
    return {
      ...self,
      stall: () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        gate = promise;
        return resolve;
      },
      die: () => {
        isDead = true;
      },
      cutOff: (now) => {
        isCut = now;
      },
    };
  };

  return { clock, said, slack, invocation, a: replica("a"), b: replica("b") };
}

test("what is delivered to two replicas is answered by one", async () => {
  const { clock, said, invocation, a, b } = await world();
  await Promise.all([a.take(invocation), b.take(invocation)]);
  await clock.settle();
  expect(said).toHaveLength(1);
});

test("what a replica that died had begun is answered by another once it has not been heard of for a while", async () => {
  const { clock, said, invocation, a, b } = await world();
  a.stall();
  await a.take(invocation);
  a.die();
  await clock.advance(limits.invocationLeaseMs - 1);
  await b.takeUpLeft();
  expect(said).toEqual([]);
  await clock.advance(1);
  await b.takeUpLeft();
  await clock.settle();
  expect(said).toEqual(["b"]);
});

test("what a replica is long at stays its own", async () => {
  const { clock, said, invocation, a, b } = await world();
  const goOn = a.stall();
  await a.take(invocation);
  for (let n = 0; n < 10; n++) {
    await clock.advance(limits.invocationLeaseMs / 2);
    await b.takeUpLeft();
  }
  goOn();
  await clock.settle();
  expect(said).toEqual(["a"]);
});

test("a replica that wakes after another has taken over leaves the answer to it", async () => {
  const { clock, said, invocation, a, b } = await world();
  const [goOnA, goOnB] = [a.stall(), b.stall()];
  await a.take(invocation);
  a.cutOff(true);
  await clock.advance(limits.invocationLeaseMs);
  await b.takeUpLeft();
  a.cutOff(false);
  goOnA();
  await clock.advance(limits.invocationLeaseMs);
  expect(said).toEqual([]);
  goOnB();
  await clock.settle();
  expect(said).toEqual(["b"]);
});

test("a replica that takes up its own again has it once", async () => {
  const { clock, said, invocation, a } = await world();
  const goOn = a.stall();
  await a.take(invocation);
  a.cutOff(true);
  await clock.advance(limits.invocationLeaseMs);
  a.cutOff(false);
  await a.takeUpLeft();
  goOn();
  await clock.settle();
  expect(said).toEqual(["a"]);
});

test("a replica that stops while Slack is away leaves the answer to the others at once", async () => {
  const { clock, said, slack, invocation, a, b } = await world();
  slack.isAway = true;
  await a.take(invocation);
  await clock.settle();
  await a.drain();
  slack.isAway = false;
  await b.takeUpLeft();
  await clock.settle();
  expect(said).toEqual(["b"]);
});

test("an answer that stands is not given again because the store was away when it was to be remembered", async () => {
  const { clock, said, invocation, a, b } = await world();
  const { finish } = store.invocations;
  store.invocations.finish = async () => {
    throw new Error("the store is away");
  };
  await a.take(invocation);
  await clock.settle();
  store.invocations.finish = finish;
  for (let n = 0; n < 5; n++) {
    await clock.advance(limits.invocationLeaseMs / 2);
    await b.takeUpLeft();
  }
  expect(said).toEqual(["a"]);
  expect(await store.invocations.keep({ invocation, take: 1 }, 1)).toBe(false);
});
