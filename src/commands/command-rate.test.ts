import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import type { InvocationId, MemberId, PiName } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import type { Store } from "../store/open-store.ts";
import { commandRate } from "./command-rate.ts";

const jblow = "U0JBLOW" as MemberId;
const klee = "U0KLEE" as MemberId;
const most = 20;
const peters = aPi({ limits: { commandsPerMinute: most } });
const okafor = aPi({ name: "okafor-n" as PiName, limits: { commandsPerMinute: 2 * most } });

let store: Store;
const clock = manualClock();
beforeEach(async () => {
  store = await openEmptyStore();
  await store.roster.seed(peters.name, { slack: jblow, hutchnet: "jblow", role: "member" }, 1);
});
afterEach(() => store.close());

const open = () => commandRate({ store, labs: () => labsOf(peters, okafor), admins: new Set(), clock });
let asked = 0;
const invocation = (member = jblow, changes: Partial<Invocation> = {}): Invocation => ({
  id: `1.${++asked}` as InvocationId,
  verb: "batch",
  input: { kind: "text", text: "list" },
  who: { member, team: "T0HUTCH" as never },
  where: { channel: "C0PETERS" as never },
  via: "slash",
  reply: { receivedAtMs: clock.nowMs() },
  ...changes,
});

/** As a door does it: what may go on is saved. Gives how many were taken. */
async function floods(rate: ReturnType<typeof open>, times: number, member = jblow): Promise<number> {
  let taken = 0;
  for (let n = 0; n < times; n++) {
    const one = invocation(member);
    if ((await rate(one)) !== undefined) continue;
    await store.invocations.save(one, 0);
    taken += 1;
  }
  return taken;
}

test("so many as the lab allows go on; the next is refused, and told when to go on", async () => {
  const rate = open();
  expect(await floods(rate, most)).toBe(most);
  await clock.advance(20_000);
  const overrun = await rate(invocation());
  expect(JSON.stringify(overrun)).toContain(
    "Nothing was done with this one: 20 commands a minute are the most for one person. You can go on in 40 seconds",
  );
  await clock.advance(39_000);
  expect(await rate(invocation())).toBe("told before");
  await clock.advance(1_000);
  expect(await floods(rate, 2 * most)).toBe(most);
});

test("a flood is told once a minute, and leaves one line of record and no saved intention", async () => {
  const rate = open();
  await floods(rate, most);
  const answers = await Promise.all(Array.from({ length: 500 }, () => rate(invocation())));
  expect(answers.filter((each) => each !== "told before" && each !== undefined)).toHaveLength(1);
  expect(await floods(rate, 1_000)).toBe(0);
  const kept = (nth: number) => store.invocations.nthLastOf(jblow, { nth, sinceMs: clock.nowMs() - 60_000 });
  expect([await kept(most), await kept(most + 1)]).toEqual([expect.any(Number), undefined]);
});

test("what comes all at once is held to the number too, though none of it is saved yet", async () => {
  const rate = open();
  const all = await Promise.all(Array.from({ length: 200 }, () => rate(invocation())));
  expect(all.filter((each) => each === undefined)).toHaveLength(most);
});

test("one person's flood holds up nobody else", async () => {
  const rate = open();
  await floods(rate, 3 * most);
  await store.roster.seed(peters.name, { slack: klee, hutchnet: "klee", role: "member" }, 1);
  expect(await floods(rate, most + 5, klee)).toBe(most);
});

test("of two labs the larger number counts, and of none that of strangers", async () => {
  const rate = open();
  await store.roster.seed(okafor.name, { slack: jblow, hutchnet: "jblow", role: "member" }, 1);
  expect(await floods(rate, 100)).toBe(2 * most);
  expect(await floods(rate, 100, "U0STRANGER" as MemberId)).toBe(limits.strangersCommandsPerMinute);
});

test("replicas count together", async () => {
  const [one, other] = [open(), open()];
  expect((await floods(one, 12)) + (await floods(other, 12))).toBe(most);
});

test("what was taken before and is delivered once more is no overrun", async () => {
  const rate = open();
  const known = invocation();
  await store.invocations.save(known, 0);
  await floods(rate, most - 1);
  expect(await rate(known)).toBeUndefined();
  expect(await rate(invocation())).toHaveProperty("answer");
});

test("Home that is opened too often is left as it is, without a word", async () => {
  const rate = open();
  await floods(rate, most);
  expect(await rate(invocation(jblow, { input: { kind: "home" }, via: "home" }))).toBe("told before");
});
