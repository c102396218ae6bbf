/** Submitting is paused and goes on again: each in the transaction that tells the labs of it. */
import type { ChannelId, InvocationId, MemberId, PiName } from "../domain/ids.ts";
import { isInForce, type Pause, type PauseScope } from "../domain/people/pause.ts";
import type { PauseEnd } from "../domain/people/people-notice.ts";
import type { Tables } from "./tables.ts";
import { retellPeople, tellPeople } from "./tell-people.ts";

/** `people`: who is told where nobody can post in the lab's channel. */
export type LabToTell = { pi: PiName; channel: ChannelId; people: readonly MemberId[] };

export type Pausing = { pause: Pause; labs: readonly LabToTell[] };

/**
 * From the end of the transaction on nothing is saved to be submitted there. Gives what was in force before; done again
 * by the same intention it changes nothing.
 */
export async function pauseSubmitting(
  tables: Tables,
  { pause, labs }: Pausing,
  nowMs: number,
): Promise<{ before?: Pause }> {
  // Who is saving a submission at this moment is waited for, or waits and then finds the pause.
  for (const { pi } of labs.toSorted((a, b) => (a.pi < b.pi ? -1 : 1))) await tables.jobUse.hold(pi);
  const before = await tables.pauses.get(pause.scope);
  if (before?.deed === pause.deed) return {};
  await tables.pauses.set(pause);
  const was = before !== undefined && isInForce(before, nowMs) ? before : undefined;
  for (const { pi, channel, people } of labs) {
    if (was !== undefined) await close(tables, pi, was, { kind: "changed", by: pause.by, atMs: nowMs });
    const told = { is: "paused", pi, pause } as const;
    await tellPeople(tables, { about: aboutOf(pi), key: pause.deed, pi, told, people, channel }, nowMs);
  }
  return was === undefined ? {} : { before: was };
}

export type Resuming = {
  scope: PauseScope;
  by: MemberId;
  deed: InvocationId;
  labs: readonly LabToTell[];
};

/** What waited for it is due at once. Gives the pause that has ended; undefined where none was in force. */
export async function resumeSubmitting(
  tables: Tables,
  { scope, by, deed, labs }: Resuming,
  nowMs: number,
): Promise<Pause | undefined> {
  const pause = await tables.pauses.get(scope);
  if (pause === undefined) return undefined;
  await tables.pauses.end(scope);
  if (!isInForce(pause, nowMs)) return undefined;
  for (const { pi, channel, people } of labs) {
    await close(tables, pi, pause, { kind: "resumed", by, atMs: nowMs });
    const other = await tables.pauses.of(pi, nowMs);
    const told = { is: "resumed", pi, by, ...(other === undefined ? {} : { other }) } as const;
    await tellPeople(tables, { about: aboutOf(pi), key: deed, pi, told, people, channel }, nowMs);
    if (other === undefined) await tables.submissions.dueAgain(pi, nowMs);
  }
  return pause;
}

function close(tables: Tables, pi: PiName, { deed }: Pause, ended: PauseEnd): Promise<void> {
  return retellPeople(tables, { about: aboutOf(pi), key: deed }, (told) =>
    told.is === "paused" ? { ...told, ended } : told,
  );
}

function aboutOf(pi: PiName): string {
  return `pause ${pi}`;
}
