import { noticeIdOf, peopleThreadIdOf } from "../domain/derived-ids.ts";
import {
  type ChannelId,
  directPlaceOf,
  type MemberId,
  type PiName,
  type SubjectId,
  type SubmissionId,
} from "../domain/ids.ts";
import type { Told } from "../domain/people/people-notice.ts";
import { quietUntilMs } from "../domain/telling/quiet-hours.ts";
import { isDirect } from "../domain/telling/telling.ts";
import type { Tables } from "./tables.ts";

export type Telling = {
  /** What it is about: a request, a question, or a person's place in a lab. */
  about: string;
  /** What makes it one of a kind about that: said again with the same key, it changes nothing. */
  key: string;
  pi?: PiName | undefined;
  told: Told;
  people: readonly MemberId[];
  /** Instead of these people's direct messages; where nobody can post there, they get it all the same. */
  channel?: ChannelId | undefined;
};

/** Each gets a message of their own, in their quiet hours when these end. Only inside a transaction. */
export async function tellPeople(tables: Tables, telling: Telling, nowMs: number): Promise<void> {
  const { people, channel } = telling;
  if (channel !== undefined) return say(tables, telling, { place: channel, fallbacks: people, atMs: nowMs });
  const settings = await tables.settings.ofMembers([...people]);
  for (const member of people) {
    const { quiet, zone } = settings.get(member) ?? {};
    const atMs = (quiet && quietUntilMs(quiet, zone ?? "UTC", nowMs)) ?? nowMs;
    await say(tables, telling, { place: directPlaceOf(member), fallbacks: [], atMs });
  }
}

async function say(
  tables: Tables,
  { about, key, pi, told }: Telling,
  { place, fallbacks, atMs }: { place: ChannelId; fallbacks: readonly MemberId[]; atMs: number },
): Promise<void> {
  const id = peopleThreadIdOf(about, place, key);
  // No job stands behind it: what it is about goes by the same names.
  const [subject, job] = [about as SubjectId, about as SubmissionId];
  await tables.threads.addBare({ id, subject, job, pi: pi ?? ("" as PiName), channel: place, fallbacks });
  await tables.notices.add({
    id: noticeIdOf(id, key),
    thread: id,
    job,
    key,
    body: { kind: "people", told },
    createdAtMs: atMs,
  });
}

/** Who was asked sees that nothing is left to do; who was not yet reached is not bothered. Only inside a transaction. */
export async function retellPeople(
  tables: Tables,
  { about, key }: Pick<Telling, "about" | "key">,
  change: (told: Told) => Told,
): Promise<void> {
  for (const { id, thread } of await tables.notices.ofSubject(about as SubjectId, key)) {
    const place = await tables.threads.get(thread);
    const copy = await tables.notices.get(id);
    if (copy?.body.kind !== "people") continue;
    const isUnasked =
      copy.state === "queued" && copy.tries === 0 && place !== undefined && isDirect(place.channel);
    // Taken up for a try since it was read, it is posted as it was, and to be edited then.
    const was = { state: "queued", tries: 0 } as const;
    if (isUnasked && (await tables.notices.dead(id, "settled before it was asked", was))) continue;
    await tables.notices.retell(id, { kind: "people", told: change(copy.body.told) });
  }
}
