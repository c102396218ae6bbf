import { describe, expect, test } from "vitest";
import { directThreadIdOf, noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { ChannelId, InvocationId, MemberId, PiName } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import type { NoticeRow } from "../../../src/store/notice-row.ts";
import { jobNo, saveJob, threadOf } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const jblow = "U0JBLOW" as MemberId;
const amate = "U0AMATE" as MemberId;
const upeters = "U0PETERS" as MemberId;
const peters = "peters-u" as PiName;
const lab = "C0PETERS" as ChannelId;
const general = "C0GENERAL" as ChannelId;
const by = { by: upeters, atMs: 100 };
const night = { fromMinute: 1_140, toMinute: 480 };

export const settings: Part = (store) => {
  describe("what people set", () => {
    test("for themselves comes back as they set it last, in the zone that their profile tells", async () => {
      expect(await store().settings.ofMember(jblow)).toEqual({});
      await store().settings.setMember(
        jblow,
        { place: "both", level: "quiet", quiet: night, zone: "UTC" },
        1,
      );
      expect(await store().settings.ofMember(jblow)).toEqual({
        place: "both",
        level: "quiet",
        quiet: night,
        zone: "UTC",
      });
      await store().settings.setMember(jblow, { quiet: night, zone: "UTC" }, 2);
      await store().roster.saveProfile(jblow, { name: "J. Blow", zone: "Asia/Tokyo" }, 3);
      await store().settings.setMember(amate, { level: "every" }, 3);
      const all = await store().settings.ofMembers([jblow, amate, upeters]);
      expect([...all].sort()).toEqual([
        [amate, { level: "every" }],
        [jblow, { quiet: night, zone: "Asia/Tokyo" }],
      ]);
    });

    test("is in no zone that is not known here", async () => {
      await store().settings.setMember(jblow, { quiet: night, zone: "Asia/Tokyo" }, 1);
      await store().roster.saveProfile(jblow, { name: "J. Blow", zone: "Mars/Base" }, 1);
      expect(await store().settings.ofMember(jblow)).toEqual({ quiet: night, zone: "Asia/Tokyo" });
      await store().settings.setMember(jblow, { quiet: night, zone: "Mars/Base" }, 2);
      expect(await store().settings.ofMember(jblow)).toEqual({ quiet: night });
    });

    test("for a lab's jobs in a channel counts for that lab in that channel", async () => {
      await store().settings.setChannel({ pi: peters, channel: lab }, { level: "failures" }, by);
      await store().settings.setChannel({ pi: peters, channel: general }, { place: "direct" }, by);
      expect(await store().settings.ofChannel(peters, lab)).toEqual({ level: "failures" });
      expect(await store().settings.ofChannel("doe-j" as PiName, lab)).toEqual({});
      await store().settings.setChannel({ pi: peters, channel: lab }, {}, by);
      const both = await store().settings.ofChannels(peters, [lab, general]);
      expect(Object.fromEntries(both)).toEqual({ [lab]: {}, [general]: { place: "direct" } });
    });

    test("comes together around a job, with its owner's", async () => {
      const job = jobNo(1);
      await saveJob(store(), job);
      expect(await store().settings.around(job.id)).toEqual({ owner: {} });
      await store().settings.setMember(job.owner, { level: "quiet", quiet: night, zone: "UTC" }, 1);
      await store().settings.setJob(job.id, "mute", by);
      await store().roster.saveProfile(job.owner, { name: "J. Blow", zone: "Asia/Tokyo" }, 3);
      expect(await store().settings.around(job.id)).toEqual({
        job: "mute",
        owner: { level: "quiet", quiet: night, zone: "Asia/Tokyo" },
      });
    });

    test("for one job is taken back as if it had never been", async () => {
      const { id } = jobNo(1);
      await store().settings.setJob(id, "mute", by);
      await store().settings.setJob(id, "every", by);
      expect(await store().settings.ofJob(id)).toBe("every");
      await store().settings.setJob(id, undefined, by);
      expect(await store().settings.ofJob(id)).toBeUndefined();
    });
  });

  describe("who watches a job", () => {
    const job = jobNo(1);
    const press = (member: MemberId, n: number, isAdmin = false) =>
      store().transaction((tables) =>
        tables.watchers.toggle(
          { job: job.id, member, channel: lab, isIn: true, isAdmin },
          { by: `press-${n}` as InvocationId, atMs: n },
        ),
      );
    const watching = async () => (await store().watchers.ofJob(job)).map(({ member }) => member);

    test("changes with every press, and not with the same press again", async () => {
      await store().roster.seed(peters, { slack: amate, hutchnet: "amate", role: "member" }, 1);
      expect([await press(amate, 1), await press(amate, 1)]).toEqual([true, true]);
      expect(await watching()).toEqual([amate]);
      expect([await press(amate, 2), await press(amate, 2)]).toEqual([false, false]);
      expect(await watching()).toEqual([]);
      expect(await press(amate, 3)).toBe(true);
    });

    test("is only who may still see it: of its lab, or an admin", async () => {
      await press(amate, 1);
      await press(upeters, 2, true);
      expect(await watching()).toEqual([upeters]);
      await store().roster.seed(peters, { slack: amate, hutchnet: "amate", role: "member" }, 1);
      expect(await watching()).toEqual([amate, upeters]);
    });

    test("is not who was an admin when they asked and is none any more, unless they are of its lab", async () => {
      await store().roster.seed(peters, { slack: amate, hutchnet: "amate", role: "member" }, 1);
      await press(amate, 1, true);
      await press(upeters, 2, true);
      await store().watchers.keepAdmins([upeters]);
      expect(await watching()).toEqual([amate, upeters]);
      await store().watchers.keepAdmins([]);
      expect(await watching()).toEqual([amate]);
    });

    test("is forgotten some time after its end, and so is what was set for it", async () => {
      await saveJob(store(), job);
      await store().settings.setJob(job.id, "mute", by);
      await press(upeters, 1, true);
      const forget = async (ms: number) => {
        await store().settings.forgetEndedBefore(ms);
        await store().watchers.forgetEndedBefore(ms);
      };
      await forget(Number.MAX_SAFE_INTEGER);
      expect([await store().settings.ofJob(job.id), await watching()]).toEqual(["mute", [upeters]]);
      const ended: Job = { ...job, state: "failed", version: 2 };
      await store().jobs.save(ended, null);
      await forget(job.submittedAtMs);
      expect(await watching()).toEqual([upeters]);
      await forget(job.submittedAtMs + 1);
      expect([await store().settings.ofJob(job.id), await watching()]).toEqual([undefined, []]);
    });
  });

  describe("what waits for the morning", () => {
    const add = (member: MemberId, n: number, dueMs: number) =>
      store().gathered.add({ member, job: jobNo(n).id, dueMs });
    const claim = (member: MemberId, nowMs: number) =>
      store().transaction((tables) => tables.gathered.claim(member, nowMs));

    test("is there once a job, and due when the quiet hours end", async () => {
      expect(await store().gathered.nextMs()).toBeUndefined();
      await add(jblow, 1, 800);
      await add(jblow, 1, 900);
      await add(amate, 1, 700);
      expect(await store().gathered.nextMs()).toBe(700);
      expect(await store().gathered.due(699, 10)).toEqual([]);
      expect(await store().gathered.due(800, 10)).toEqual([amate, jblow]);
    });

    test("is taken by whoever comes first, and only what is due", async () => {
      await add(jblow, 1, 800);
      await add(jblow, 2, 900);
      expect(await claim(jblow, 800)).toEqual([{ job: jobNo(1).id, dueMs: 800 }]);
      expect(await claim(jblow, 800)).toEqual([]);
      expect(await claim(jblow, 900)).toHaveLength(1);
    });

    test("stays where the transaction that took it came to nothing", async () => {
      await add(jblow, 1, 800);
      const fails = store().transaction(async (tables) => {
        await tables.gathered.claim(jblow, 800);
        throw new Error("died");
      });
      await expect(fails).rejects.toThrow("died");
      expect(await claim(jblow, 800)).toHaveLength(1);
    });
  });

  describe("calls to a success", () => {
    /** The n-th job of jblow ends well in a channel. */
    const succeeds = async (n: number, createdAtMs: number, channel = lab): Promise<NoticeRow> => {
      const job = jobNo(n);
      const { id } = threadOf(job, { channel });
      await saveJob(store(), job, { channel });
      const notice = noticeIdOf(id, "finished");
      await store().notices.add({
        id: notice,
        thread: id,
        job: job.id,
        key: "finished",
        body: { kind: "finished", state: "succeeded" },
        calls: [jblow],
        burst: jblow,
        createdAtMs,
      });
      return (await store().notices.get(notice)) as NoticeRow;
    };
    const callsBefore = (row: NoticeRow, channel = lab) =>
      store().bursts.callsBefore({ ...row, burst: jblow }, { channel, withinMs: 60_000, most: 3 });

    test("are counted in the order in which they came, within the time and the channel", async () => {
      const first = await succeeds(1, 100_000);
      const second = await succeeds(2, 100_000);
      await succeeds(3, 100_000, general);
      const last = await succeeds(4, 159_999);
      const later = await succeeds(5, 160_001);
      expect([
        await callsBefore(first),
        await callsBefore(second),
        await callsBefore(last),
        await callsBefore(later),
      ]).toEqual([0, 1, 2, 1]);
      expect(await callsBefore(last, general)).toBe(1);
    });

    test("are counted no further than is asked", async () => {
      const rows = [];
      for (const n of [1, 2, 3, 4, 5, 6]) rows.push(await succeeds(n, 100_000 + n));
      expect(await Promise.all(rows.map((row) => callsBefore(row)))).toEqual([0, 1, 2, 3, 3, 3]);
    });
  });

  describe("a message of its own to one person", () => {
    const job = jobNo(1);
    const id = directThreadIdOf(job.subject, amate);
    const bare = {
      id,
      subject: job.subject,
      job: job.id,
      pi: job.pi,
      channel: amate as never,
      fallbacks: [],
    };

    test("is due without a card, and is no place where the job is shown", async () => {
      await saveJob(store(), job);
      await store().threads.addBare(bare);
      await store().threads.addBare(bare);
      await store().notices.add({
        id: noticeIdOf(id, "finished"),
        thread: id,
        job: job.id,
        key: "finished",
        body: { kind: "finished", state: "succeeded" },
        calls: [amate],
        createdAtMs: 1,
      });
      const heads = await store().notices.heads(10, 10);
      expect(heads.map(({ notice }) => notice.calls)).toEqual([[amate]]);
      expect((await store().threads.ofSubject(job.subject)).map(({ channel }) => channel)).toEqual([lab]);
      await store().threads.openedAs(id, "D0AMATE" as ChannelId);
      expect(await store().threads.get(id)).toMatchObject({ channel: "D0AMATE" });
    });
  });
};
