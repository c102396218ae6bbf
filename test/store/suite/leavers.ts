import { describe, expect, test } from "vitest";
import type {
  AccessRequestId,
  ChannelId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
} from "../../../src/domain/ids.ts";
import type { AccessRequest } from "../../../src/domain/people/access-request.ts";
import type { Told } from "../../../src/domain/people/people-notice.ts";
import type { Labs } from "../../../src/domain/people/pi.ts";
import { approvalKey } from "../../../src/store/ask-managers.ts";
import { aPi } from "../../fixtures/a-pi.ts";
import { jobNo, saveJob } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const newbie = "U0NEWBIE" as MemberId;
const upeters = "U0PETERS" as MemberId;
const kfoe = "U0KFOE" as MemberId;
const admin = "U0ADMIN" as MemberId;
const peters = "peters-u" as PiName;
const time = { nowMs: 1_000, quietMs: 60_000 };

const asks = (n: number, changes: Partial<AccessRequest> = {}): AccessRequest => ({
  id: `a_${n}` as AccessRequestId,
  member: newbie,
  pi: peters,
  hutchnet: "nbody",
  reason: "new here",
  askedAtMs: 10,
  ...changes,
});

export const leavers: Part = (store) => {
  const manages = (slack: MemberId, pi = peters) =>
    store().roster.seed(pi, { slack, hutchnet: slack.toLowerCase(), role: "manager" }, 1);
  const ask = (request: AccessRequest) =>
    store().transaction((tables) =>
      tables.people.askForAccess({ request, round: "first", people: [upeters, kfoe] }, 10),
    );
  const told = async (): Promise<Told[]> => {
    const heads = await store().notices.heads(10_000, 50);
    return heads.flatMap(({ notice }) => (notice.body.kind === "people" ? [notice.body.told] : []));
  };
  const placesOf = async (): Promise<string[]> =>
    (await store().notices.heads(10_000, 50)).map(({ thread }) => thread.channel).toSorted();
  const end = (member: MemberId, by: MemberId) =>
    store().transaction((tables) =>
      tables.people.endAccess(
        {
          member,
          pi: peters,
          why: { kind: "removed", by },
          deed: "i_9",
          audit: { member: by, via: "button", verb: "access remove" },
          home: "C0PETERS" as ChannelId,
          admins: [admin],
        },
        time,
      ),
    );

  describe("what Slack says of a person", () => {
    const labs = (guests: boolean): Labs => ({ institute: {}, pis: new Map([[peters, aPi({ guests })]]) });
    const hears = (standing: "member" | "guest" | "deactivated", guests = false) =>
      store().transaction((tables) =>
        tables.people.hearStanding(
          { member: newbie, standing, labs: labs(guests), admins: [admin], via: "user_change" },
          time,
        ),
      );
    const joins = async () => {
      await store().roster.seed(peters, { slack: newbie, hutchnet: "nbody", role: "member" }, 2);
      await store().standings.expect(newbie, 5);
    };

    test("ends the access of who is deactivated, and tells the lab's managers", async () => {
      await joins();
      await manages(upeters);
      expect(await hears("deactivated")).toBe(true);
      expect(await hears("deactivated")).toBe(false);
      expect(await store().roster.membershipsOf(newbie)).toEqual([]);
      expect(await told()).toMatchObject([{ is: "left", member: newbie, hutchnet: "nbody" }]);
      expect(await placesOf()).toEqual([upeters]);
    });

    test("ends a guest's only where the lab has none, and nobody's who is a member", async () => {
      await joins();
      expect(await hears("guest", true)).toBe(false);
      expect(await hears("member")).toBe(false);
      expect(await store().standings.of(newbie)).toBe("member");
      expect(await hears("guest")).toBe(true);
      expect(await store().roster.membershipsOf(newbie)).toEqual([]);
      // Where a lab has no manager, admins hear of it.
      expect(await placesOf()).toEqual([admin, newbie].toSorted());
    });

    test("closes what they asked for", async () => {
      await ask(asks(1));
      expect(await hears("deactivated")).toBe(true);
      expect(await store().accessRequests.openOf(newbie)).toEqual([]);
    });

    test("is asked for by one at a time, who was looked at longest ago first", async () => {
      await store().standings.expect(newbie, 5);
      await store().standings.expect(kfoe, 3);
      expect(await store().standings.claim(10, 100)).toBe(kfoe);
      expect(await store().standings.claim(10, 100)).toBe(newbie);
      expect(await store().standings.claim(10, 100)).toBeUndefined();
      expect(await store().standings.nextLookMs()).toBe(100);
      await store().standings.told(kfoe, "member", 500);
      await store().standings.expect(kfoe, 1);
      expect(await store().standings.of(kfoe)).toBe("member");
    });
  });

  describe("who is taken out", () => {
    const { owner, pi } = jobNo(1);
    const joins = () => store().roster.seed(pi, { slack: owner, hutchnet: "jblow", role: "member" }, 1);

    test("gets nothing any more that loses its place elsewhere; others' threads stay as they are", async () => {
      await joins();
      const theirs = await saveJob(store(), jobNo(1), { channel: "C0ALIGN", fallbacks: ["C0PETERS", owner] });
      const other = jobNo(2, { owner: kfoe });
      const others = await saveJob(store(), other, { channel: "C0ALIGN", fallbacks: ["C0PETERS", kfoe] });
      await end(owner, upeters);
      expect((await store().threads.get(theirs.id))?.fallbacks).toEqual(["C0PETERS"]);
      expect((await store().threads.get(others.id))?.fallbacks).toEqual(["C0PETERS", kfoe]);
    });

    test("closed for them, a thread has nothing that waits for an edit or for a log", async () => {
      await joins();
      const job = jobNo(1);
      const thread = await saveJob(store(), job, { channel: owner });
      const body = { kind: "finished", state: "failed" } as const;
      const said = { thread: thread.id, job: job.id, createdAtMs: 1, linesUntilMs: 900 };
      await store().notices.add({ id: "n_1" as NoticeId, key: "finished", body, ...said });
      await store().notices.sent("n_1" as NoticeId, "1732128120.000100" as MessageTs, undefined);
      expect(await store().notices.isAnyAwaitingLines()).toBe(true);
      await store().transaction((tables) => tables.threads.close(thread.id));
      expect(await store().notices.isAnyAwaitingLines()).toBe(false);
      expect(await store().notices.toEdit(10_000, 5)).toEqual([]);
    });

    test("is not asked for a yes any more; who was asked sees that it is decided", async () => {
      await manages(upeters);
      await manages(kfoe);
      const job = jobNo(1);
      await saveJob(store(), job);
      await store().transaction((tables) =>
        tables.askManagers({ job, round: "first", people: [upeters, kfoe] }, 10),
      );
      const asked = await store().notices.ofSubject(job.subject, approvalKey(job.id));
      const placeOf = async (thread: string) => (await store().threads.get(thread))?.channel;
      const ofPerson = async (member: MemberId) => {
        for (const each of asked) if ((await placeOf(each.thread)) === (member as string)) return each;
        throw new Error(`${member} was not asked`);
      };
      const [queued, sent] = [await ofPerson(kfoe), await ofPerson(upeters)];
      const body = { kind: "approval", round: "first" } as const;
      await store().notices.sent(sent.id, "1732128120.000100" as MessageTs, body);
      await end(kfoe, upeters);
      await end(upeters, kfoe);
      expect(await store().notices.get(queued.id)).toMatchObject({ state: "dead" });
      expect(await store().threads.ifOpen(queued.thread)).toBeUndefined();
      expect(await store().threads.ifOpen(sent.thread)).toBeDefined();
    });
  });

  describe("the labs file", () => {
    const row = { slack: newbie, hutchnet: "nbody", role: "member" } as const;
    const follow = (members: readonly { slack: MemberId; hutchnet: string; role: "member" | "manager" }[]) =>
      store().transaction((tables) =>
        tables.people.followLabsFile({ pi: aPi({ members }), admins: [admin] }, time),
      );
    const roles = async () => (await store().roster.membershipsOf(newbie)).map(({ role }) => role);

    test("lets in who is put there, once; taken out they are out, and put back they are in again", async () => {
      await follow([row]);
      await follow([row]);
      expect(await roles()).toEqual(["member"]);
      expect(await store().standings.of(newbie)).toBeNull();
      await follow([]);
      expect(await roles()).toEqual([]);
      expect(await told()).toContainEqual(
        expect.objectContaining({ is: "taken out", why: { kind: "labs file" } }),
      );
      await follow([row]);
      expect(await roles()).toEqual(["member"]);
    });

    test("changes a role there as long as nobody has changed it in Slack", async () => {
      await follow([row]);
      await follow([{ ...row, role: "manager" }]);
      expect(await roles()).toEqual(["manager"]);
      await store().roster.put(
        { member: newbie, pi: peters, hutchnet: "nbody", role: "member", source: upeters },
        3,
      );
      await follow([{ ...row, role: "manager" }]);
      await follow([{ ...row, hutchnet: "other", role: "member" }]);
      expect(await store().roster.membershipsOf(newbie)).toMatchObject([
        { role: "member", hutchnet: "nbody" },
      ]);
      await follow([]);
      expect(await roles()).toEqual(["member"]);
    });

    test("brings nobody back whom a manager took out", async () => {
      await follow([row]);
      await end(newbie, upeters);
      await follow([row]);
      expect(await roles()).toEqual([]);
    });

    test("takes nobody out who was taken out of it before anybody kept account of that", async () => {
      await store().roster.seed(peters, row, 1);
      await store().roster.sawSeed(newbie, peters, undefined);
      await follow([]);
      expect(await roles()).toEqual(["member"]);
    });
  });
};
