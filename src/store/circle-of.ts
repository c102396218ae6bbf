import type { MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Said } from "../domain/telling/notices-of.ts";
import { quietUntilMs } from "../domain/telling/quiet-hours.ts";
import { levelFor, type MemberSetting } from "../domain/telling/setting.ts";
import { type Circle, isDirect, isEnd, momentOf } from "../domain/telling/telling.ts";
import type { Tables } from "./tables.ts";

/** Who is to hear of these moments of a job, and how, by what is set now. */
export async function circleOf(tables: Tables, job: Job, { said, nowMs }: Moments): Promise<Circle> {
  const threads = await tables.threads.ofSubject(job.subject);
  const channels = threads.map(({ channel }) => channel).filter((channel) => !isDirect(channel));
  const ofChannels = await tables.settings.ofChannels(job.pi, channels);
  const around = await tables.settings.around(job.id);
  const watchers = said.some(({ notice }) => isEnd(momentOf(notice))) ? await tables.watchers.ofJob(job) : [];
  const others = watchers.map(({ member }) => member).filter((member) => member !== job.owner);
  const people = await tables.settings.ofMembers(others);
  return {
    owner: job.owner,
    threads: threads.map(({ id, channel }) => ({
      id,
      channel,
      level: levelFor({ job: around.job, channel: ofChannels.get(channel), member: around.owner }),
    })),
    watchers,
    quietUntilMs: quietPeople(people.set(job.owner, around.owner), nowMs),
    ...(around.owner.quiet === undefined ? {} : { hasQuietHours: true }),
  };
}

type Moments = { said: readonly Said[]; nowMs: number };

function quietPeople(settings: ReadonlyMap<MemberId, MemberSetting>, nowMs: number): Map<MemberId, number> {
  const quiet = new Map<MemberId, number>();
  for (const [member, { quiet: hours, zone }] of settings) {
    const untilMs = hours && quietUntilMs(hours, zone ?? "UTC", nowMs);
    if (untilMs !== undefined) quiet.set(member, untilMs);
  }
  return quiet;
}
