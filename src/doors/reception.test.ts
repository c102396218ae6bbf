import { expect, test } from "vitest";
import { keptLog } from "../../test/support/kept-log.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import type { Answer, FormMistake, OpenForm } from "../commands/answer.ts";
import type { ChannelId, DraftId, InvocationId, MemberId, TeamId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import type { Invocations, TakenInvocation } from "../store/invocations.ts";
import { reception } from "./reception.ts";

const answer: Answer = { kind: "message", audience: "me", message: { text: "Done.", blocks: [] } };

const form: OpenForm = { title: "Settings", blocks: [], verb: "settings", draft: "d_1" as DraftId };

/** `mistakes`: those of the first form that is sent. */
function world(fails: (n: number) => boolean, mistakes: FormMistake[] = []) {
  const clock = manualClock();
  const known = new Map<InvocationId, TakenInvocation>();
  const done: { delivered: number; performed: number; finished: InvocationId[] } = {
    delivered: 0,
    performed: 0,
    finished: [],
  };
  const invocation: Invocation = {
    id: "i1" as InvocationId,
    verb: "list",
    input: { kind: "text", text: "list" },
    who: { member: "U0JBLOW" as MemberId, team: "T0" as TeamId },
    where: { channel: "C0PETERS" as ChannelId },
    via: "slash",
    reply: { receivedAtMs: clock.nowMs() },
  };
  const invocations = {
    keep: async () => true,
    takeLeft: async () => [],
    lapseOfDead: async () => {},
  } satisfies Partial<Invocations>;
  const self = reception({
    performer: {
      opens: () => undefined,
      review: async (sent) => {
        if (mistakes.length === 0) return { kind: "right", invocation: sent };
        return { kind: "form errors", mistakes: mistakes.splice(0), form };
      },
      accept: async (one) => {
        if (known.has(one.id)) return undefined;
        known.set(one.id, { invocation: one, take: 1 });
        return known.get(one.id);
      },
      perform: async () => {
        done.performed += 1;
        return answer;
      },
      finish: async (one) => void done.finished.push(one.id),
    },
    store: { invocations },
    openView: async () => undefined,
    deliver: async () => {
      done.delivered += 1;
      if (fails(done.delivered)) throw new Error("Slack is away");
    },
    clock,
    logger: keptLog().logger,
    rate: async () => undefined,
    onTaken: () => {},
  });
  return { clock, self, done, invocation };
}

test("an answer that Slack would not take is tried again, and the verb is not run again for it", async () => {
  const { clock, self, done, invocation } = world((n) => n < 3);
  await self.take(invocation);
  await clock.advance(60_000);
  expect(done).toEqual({ delivered: 3, performed: 1, finished: ["i1"] });
});

test("a repeated delivery of an intention changes nothing", async () => {
  const { clock, self, done, invocation } = world(() => false);
  await self.take(invocation);
  await self.take(invocation);
  await clock.settle();
  expect(done).toEqual({ delivered: 1, performed: 1, finished: ["i1"] });
});

test("after a quarter of an hour nobody waits for an answer any more", async () => {
  const { clock, self, done, invocation } = world(() => true);
  await self.take(invocation);
  await clock.advance(20 * 60_000);
  const tries = done.delivered;
  await clock.advance(60 * 60_000);
  expect(done.delivered).toBe(tries);
  expect(done.finished).toEqual([]);
});

test("a bot that stops waits for no outage: what is undelivered is for the next start", async () => {
  const { clock, self, done, invocation } = world(() => true);
  await self.take(invocation);
  await clock.settle();
  await self.drain();
  expect(done.finished).toEqual([]);
});

test("a form with a mistake is no intention yet: mended and sent again it is one, and a double press changes nothing", async () => {
  const { clock, self, done, invocation } = world(() => false, [{ field: "place", what: "No such place." }]);
  expect(await self.takeForm(invocation)).toMatchObject({ mistakes: [{ field: "place" }] });
  await clock.settle();
  expect(done.performed).toBe(0);
  expect(await self.takeForm(invocation)).toBeUndefined();
  expect(await self.takeForm(invocation)).toBeUndefined();
  await clock.settle();
  expect(done).toEqual({ delivered: 1, performed: 1, finished: ["i1"] });
});
