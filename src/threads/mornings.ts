import type { Logger } from "pino";
import { directThreadIdOf, noticeIdOf } from "../domain/derived-ids.ts";
import { directPlaceOf, type MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { digestOf } from "../domain/telling/digest.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";

export type MorningsOptions = {
  store: Store;
  admins: readonly MemberId[];
  clock: Clock;
  logger: Logger;
  /** Something is to be posted. */
  onSaved(): void;
};

/** At the end of a person's quiet hours, one message sums up what came in them. */
export function mornings({ store, admins, clock, logger, onSaved }: MorningsOptions): Loop {
  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    const due = await store.gathered.due(nowMs, peoplePerTurn);
    for (const id of due) {
      const reader = { id, isAdmin: admins.includes(id) };
      await store.transaction((tables) => sumUp(tables, reader, nowMs));
    }
    if (due.length > 0) onSaved();
    if (due.length === peoplePerTurn) return 0;
    const nextMs = await store.gathered.nextMs();
    return Math.min(limits.morningLookMs, Math.max(0, (nextMs ?? Number.POSITIVE_INFINITY) - nowMs));
  };
  return loop({ name: "mornings", clock, logger, turn });
}

const peoplePerTurn = 50;

type Reader = { id: MemberId; isAdmin: boolean };

/** What was gathered is taken and said in one transaction: it is never lost, and never said twice. */
async function sumUp(tables: Tables, { id: member, isAdmin }: Reader, nowMs: number): Promise<void> {
  const rows = await tables.gathered.claim(member, nowMs);
  const jobs = [];
  for (const { job } of rows) jobs.push(await tables.jobs.get(job));
  const labs = new Set((await tables.roster.membershipsOf(member)).map(({ pi }) => pi));
  // Who has left a lab since hears nothing of it any more, nor of what is their own there and went on.
  const known = jobs.filter((job) => job !== undefined).filter(({ pi }) => isAdmin || labs.has(pi));
  const digest = digestOf(member, known);
  const first = known.find(({ id }) => id === digest?.jobs[0]);
  if (digest === undefined || first === undefined) return;
  const dueMs = Math.min(...rows.map((row) => row.dueMs));
  const key = `digest ${dueMs} ${first.id}`;
  const thread = directThreadIdOf(key, member);
  const { subject, id: job, pi } = first;
  const channel = directPlaceOf(member);
  await tables.threads.addBare({ id: thread, subject, job, pi, channel, fallbacks: [] });
  await tables.notices.add({
    id: noticeIdOf(thread, key),
    thread,
    job,
    key,
    body: digest,
    createdAtMs: nowMs,
  });
}
