/**
 * Holds each person to so many commands a minute, before any is saved: what is refused costs no row and, but for one
 * answer a minute, no call. All replicas count together, by the intentions in the store.
 */
import { commandsPerMinute, commandWindowMs, leastPerMinute } from "../domain/command-limit.ts";
import type { MemberId } from "../domain/ids.ts";
import type { Invocation } from "../domain/invocation.ts";
import { limits } from "../domain/limits.ts";
import { tooManyCommands } from "../messages/too-many-commands.ts";
import { type Answer, toMe } from "./answer.ts";
import { memberOf } from "./people/member-of.ts";
import type { Services } from "./request.ts";

export type Overrun =
  /** Said once a minute; after that it is refused without a word. */
  { answer: Answer } | "told before";

export type CommandRate = (invocation: Invocation) => Promise<Overrun | undefined>;

/** Of one person, in this process alone. */
type Seen = { takenMs: number[]; refusedUntilMs: number; toldMs: number };

/** The store is asked once this process alone has taken a tenth of the least that anybody may: most people never cost a look. */
const askedFrom = 0.1;

export function commandRate(services: Pick<Services, "store" | "labs" | "admins" | "clock">): CommandRate {
  const { store, labs, clock } = services;
  const people = new Map<MemberId, Seen>();

  const seenOf = (member: MemberId, nowMs: number): Seen => {
    if (people.size >= limits.peopleCounted) forgetQuiet(nowMs);
    const seen = people.get(member) ?? { takenMs: [], refusedUntilMs: 0, toldMs: 0 };
    people.set(member, seen);
    seen.takenMs = seen.takenMs.filter((ms) => ms > nowMs - commandWindowMs);
    return seen;
  };

  const forgetQuiet = (nowMs: number): void => {
    const sinceMs = nowMs - commandWindowMs;
    for (const [member, { takenMs, toldMs }] of people)
      if (Math.max(toldMs, takenMs.at(-1) ?? 0) < sinceMs) people.delete(member);
  };

  /** Until when they are refused; undefined where they may go on. `nth`: which one of this minute it is here. */
  const refusal = async (invocation: Invocation, { takenMs }: Seen, nth: number) => {
    const { member: id } = invocation.who;
    const most = commandsPerMinute(await memberOf(services, id), labs());
    const sinceMs = clock.nowMs() - commandWindowMs;
    // What came at the same moment may not be saved yet.
    const here = nth > most ? takenMs[nth - most - 1] : undefined;
    const firstMs = here ?? (await store.invocations.nthLastOf(id, { nth: most, sinceMs }));
    // Delivered once more, it was counted before.
    if (firstMs === undefined || (await store.invocations.isKnown(invocation.id))) return undefined;
    return { most, untilMs: firstMs + commandWindowMs };
  };

  const overrun = async (
    invocation: Invocation,
    seen: Seen,
    { most, untilMs }: { most: number; untilMs: number },
  ): Promise<Overrun> => {
    const nowMs = clock.nowMs();
    seen.takenMs.pop();
    seen.refusedUntilMs = untilMs;
    if (invocation.input.kind === "home" || seen.toldMs > nowMs - commandWindowMs) return "told before";
    seen.toldMs = nowMs;
    await writeDown(services, invocation, most, nowMs);
    return { answer: toMe(tooManyCommands(most, untilMs - nowMs)) };
  };

  return async (invocation) => {
    const nowMs = clock.nowMs();
    const seen = seenOf(invocation.who.member, nowMs);
    if (seen.refusedUntilMs > nowMs) return "told before";
    const nth = seen.takenMs.push(nowMs);
    if (nth <= Math.floor(leastPerMinute(labs()) * askedFrom)) return undefined;
    const refused = await refusal(invocation, seen, nth);
    return refused && overrun(invocation, seen, refused);
  };
}

function writeDown(
  { store }: Pick<Services, "store">,
  { who, via, verb }: Invocation,
  most: number,
  nowMs: number,
): Promise<void> {
  const detail = { limit: "commandsPerMinute", most };
  return store.audit.append({ atMs: nowMs, member: who.member, via, verb, outcome: "refused", detail });
}
