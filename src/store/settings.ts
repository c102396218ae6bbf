import type { ChannelId, MemberId, PiName, SubmissionId } from "../domain/ids.ts";
import type { ChannelSetting, JobLevel, MemberSetting } from "../domain/setting.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import type { Db } from "./tables.ts";

export type Settings = ReturnType<typeof settingsOn>;

/** Who has set what: for themselves, for their lab's jobs in a channel, for one job. */
export function settingsOn(db: Db) {
  return {
    /** With the time zone of the person's profile, where Slack has told it. */
    async ofMembers(members: readonly MemberId[]): Promise<Map<MemberId, MemberSetting>> {
      if (members.length === 0) return new Map();
      const rows = await db
        .selectFrom("member_settings as s")
        .leftJoin("profiles as p", "p.member", "s.member")
        .selectAll("s")
        .select("p.zone as profile_zone")
        .where("s.member", "in", members)
        .execute();
      return new Map(
        rows.map((row) => [
          row.member,
          withoutUndefined({
            place: row.place ?? undefined,
            level: row.level ?? undefined,
            quiet:
              row.quiet_from === null || row.quiet_to === null
                ? undefined
                : { fromMinute: row.quiet_from, toMinute: row.quiet_to },
            zone: row.profile_zone ?? row.zone ?? undefined,
          }),
        ]),
      );
    },

    async ofMember(member: MemberId): Promise<MemberSetting> {
      return (await this.ofMembers([member])).get(member) ?? {};
    },

    async setMember(member: MemberId, setting: MemberSetting, atMs: number): Promise<void> {
      const row = {
        place: setting.place ?? null,
        level: setting.level ?? null,
        quiet_from: setting.quiet?.fromMinute ?? null,
        quiet_to: setting.quiet?.toMinute ?? null,
        zone: setting.zone ?? null,
        set_at_ms: atMs,
      };
      await db
        .insertInto("member_settings")
        .values({ member, ...row })
        .onConflict((c) => c.column("member").doUpdateSet(row))
        .execute();
    },

    async ofChannels(pi: PiName, channels: readonly ChannelId[]): Promise<Map<ChannelId, ChannelSetting>> {
      if (channels.length === 0) return new Map();
      const rows = await db
        .selectFrom("channel_settings")
        .selectAll()
        .where("pi", "=", pi)
        .where("channel", "in", channels)
        .execute();
      return new Map(
        rows.map((row) => [
          row.channel,
          withoutUndefined({ place: row.place ?? undefined, level: row.level ?? undefined }),
        ]),
      );
    },

    async ofChannel(pi: PiName, channel: ChannelId): Promise<ChannelSetting> {
      return (await this.ofChannels(pi, [channel])).get(channel) ?? {};
    },

    async setChannel(
      { pi, channel }: { pi: PiName; channel: ChannelId },
      setting: ChannelSetting,
      { by, atMs }: { by: MemberId; atMs: number },
    ): Promise<void> {
      const row = {
        place: setting.place ?? null,
        level: setting.level ?? null,
        set_by: by,
        set_at_ms: atMs,
      };
      await db
        .insertInto("channel_settings")
        .values({ channel, pi, ...row })
        .onConflict((c) => c.columns(["channel", "pi"]).doUpdateSet(row))
        .execute();
    },

    async ofJob(job: SubmissionId): Promise<JobLevel | undefined> {
      const row = await db
        .selectFrom("job_settings")
        .select("level")
        .where("job", "=", job)
        .executeTakeFirst();
      return row?.level;
    },

    /** Undefined takes back what was set. */
    async setJob(
      job: SubmissionId,
      level: JobLevel | undefined,
      { by, atMs }: { by: MemberId; atMs: number },
    ): Promise<void> {
      if (level === undefined) {
        await db.deleteFrom("job_settings").where("job", "=", job).execute();
        return;
      }
      const row = { level, set_by: by, set_at_ms: atMs };
      await db
        .insertInto("job_settings")
        .values({ job, ...row })
        .onConflict((c) => c.column("job").doUpdateSet(row))
        .execute();
    },

    /** What was set for jobs that ended before then, or are not kept any more. */
    async forgetEndedBefore(ms: number): Promise<void> {
      await db
        .deleteFrom("job_settings")
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom("jobs")
                .select("jobs.id")
                .whereRef("jobs.id", "=", "job_settings.job")
                .where((j) => j.or([j("jobs.ended_at_ms", "is", null), j("jobs.ended_at_ms", ">=", ms)])),
            ),
          ),
        )
        .execute();
    },
  };
}
