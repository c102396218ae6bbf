import type { ChannelId, MemberId, PiName, SubmissionId } from "../domain/ids.ts";
import type { ChannelSetting, JobLevel, MemberSetting } from "../domain/telling/setting.ts";
import { isZone } from "../domain/time/wall-clock.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import { forgetOfEnded } from "./forget.ts";
import type { Schema } from "./schema.ts";
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
      return new Map(rows.map((row) => [row.member, toSetting(row)]));
    },

    /** What counts for a job besides its channels: read with every moment that is told of it. */
    async around(job: SubmissionId): Promise<{ job?: JobLevel; owner: MemberSetting }> {
      const row = await db
        .selectFrom("jobs as j")
        .leftJoin("job_settings as own", "own.job", "j.id")
        .leftJoin("member_settings as s", "s.member", "j.owner")
        .leftJoin("profiles as p", "p.member", "j.owner")
        .select(["own.level as job_level", "s.place", "s.level", "s.quiet_from", "s.quiet_to", "s.zone"])
        .select("p.zone as profile_zone")
        .where("j.id", "=", job)
        .executeTakeFirst();
      if (row === undefined) return { owner: {} };
      return { ...(row.job_level === null ? {} : { job: row.job_level }), owner: toSetting(row) };
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
    forgetEndedBefore: (ms: number): Promise<void> => forgetOfEnded(db, "job_settings", ms),
  };
}

type SettingRow = Pick<Schema["member_settings"], "place" | "level" | "quiet_from" | "quiet_to" | "zone"> & {
  profile_zone: string | null;
};

function toSetting(row: SettingRow): MemberSetting {
  const { quiet_from: fromMinute, quiet_to: toMinute } = row;
  return withoutUndefined({
    place: row.place ?? undefined,
    level: row.level ?? undefined,
    quiet: fromMinute === null || toMinute === null ? undefined : { fromMinute, toMinute },
    zone: [row.profile_zone, row.zone].find((zone) => zone !== null && isZone(zone)) ?? undefined,
  });
}
