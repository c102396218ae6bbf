import { describe, expect, test } from "vitest";
import type { ChannelId, InvocationId, MemberId, PiName, SubjectId } from "../../../src/domain/ids.ts";
import type { Pause, PauseScope } from "../../../src/domain/people/pause.ts";
import type { Told } from "../../../src/domain/people/people-notice.ts";
import type { Part } from "../store-suite.ts";

const peters = "peters-u" as PiName;
const okafor = "okafor-n" as PiName;
const upeters = "U0PETERS" as MemberId;
const labs = [peters, okafor].map((pi) => ({ pi, channel: `C0${pi}` as ChannelId, people: [upeters] }));
const ofPeters = labs.slice(0, 1);

function aPause(scope: PauseScope, changes: Partial<Pause> = {}): Pause {
  return {
    scope,
    by: upeters,
    reason: "no money",
    atMs: 100,
    deed: `pause ${scope}` as InvocationId,
    ...changes,
  };
}

export const pauses: Part = (store) => {
  const pause = (pausing: Pause, told = ofPeters, nowMs = 100) =>
    store().transaction((tables) => tables.people.pauseSubmitting({ pause: pausing, labs: told }, nowMs));
  const resume = (scope: PauseScope, told = ofPeters, nowMs = 200) =>
    store().transaction((tables) =>
      tables.people.resumeSubmitting(
        { scope, by: upeters, deed: `resume ${scope}` as InvocationId, labs: told },
        nowMs,
      ),
    );
  const told = async (pi: PiName, key: string): Promise<Told[]> => {
    const found = await store().notices.ofSubject(`pause ${pi}` as SubjectId, key);
    const bodies = await Promise.all(found.map(async ({ id }) => (await store().notices.get(id))?.body));
    return bodies.flatMap((body) => (body?.kind === "people" ? [body.told] : []));
  };

  describe("a pause", () => {
    test("is in force in its lab, and in no other, until it is ended", async () => {
      await pause(aPause(peters, { byAdmin: true, untilMs: 900 }));
      expect(await store().pauses.of(peters, 500)).toEqual(aPause(peters, { byAdmin: true, untilMs: 900 }));
      expect(await store().pauses.of(okafor, 500)).toBeUndefined();
      expect(await store().pauses.of(peters, 900)).toBeUndefined();
      expect(await resume(peters)).toMatchObject({ reason: "no money" });
      expect(await store().pauses.all(500)).toEqual([]);
    });

    test("of all is in force everywhere, and is told in each lab's channel", async () => {
      await pause(aPause("all"), labs);
      expect((await store().pauses.of(okafor, 500))?.scope).toBe("all");
      expect(await told(peters, "pause all")).toHaveLength(1);
      expect(await told(okafor, "pause all")).toHaveLength(1);
    });

    test("done again by the same intention is told once", async () => {
      await pause(aPause(peters));
      expect(await pause(aPause(peters))).toEqual({});
      expect(await told(peters, "pause peters-u")).toMatchObject([{ is: "paused", pi: peters }]);
    });

    test("takes the place of one before, which is told as over", async () => {
      await pause(aPause(peters));
      const again = aPause(peters, { reason: "still none", deed: "again" as InvocationId });
      expect(await pause(again)).toEqual({ before: aPause(peters) });
      expect(await told(peters, "pause peters-u")).toMatchObject([{ ended: { kind: "changed" } }]);
      expect(await told(peters, "again")).toMatchObject([{ pause: { reason: "still none" } }]);
    });

    test("that is ended is told as over, and what was saved meanwhile is due at once", async () => {
      await pause(aPause(peters));
      const saved = { id: "s_1", member: upeters, pi: peters, tries: 0, nextAtMs: 9_000 } as const;
      await store().submissions.add({ ...saved, id: "s_1" as never, state: "saved" });
      await store().submissions.add({ ...saved, id: "s_2" as never, state: "uncertain" });
      await store().submissions.add({ ...saved, id: "s_3" as never, state: "saved", pi: okafor });
      await resume(peters);
      expect(await told(peters, "pause peters-u")).toMatchObject([
        { ended: { kind: "resumed", by: upeters } },
      ]);
      expect(await told(peters, "resume peters-u")).toEqual([{ is: "resumed", pi: peters, by: upeters }]);
      const due = ["s_1", "s_2", "s_3"].map(
        async (id) => (await store().submissions.get(id as never))?.nextAtMs,
      );
      expect(await Promise.all(due)).toEqual([200, 9_000, 9_000]);
    });

    test("of the lab that is ended while all are paused says so, and lets nothing go", async () => {
      await pause(aPause("all"), labs);
      await pause(aPause(peters));
      const saved = { id: "s_1" as never, member: upeters, pi: peters, tries: 0, nextAtMs: 9_000 };
      await store().submissions.add({ ...saved, state: "saved" });
      await resume(peters);
      expect(await told(peters, "resume peters-u")).toMatchObject([{ other: { scope: "all" } }]);
      expect((await store().submissions.get("s_1" as never))?.nextAtMs).toBe(9_000);
    });

    test("that has run out by itself is not ended once more", async () => {
      await pause(aPause(peters, { untilMs: 150 }));
      expect(await resume(peters)).toBeUndefined();
      expect(await resume(peters)).toBeUndefined();
      expect(await told(peters, "resume peters-u")).toEqual([]);
    });
  });
};
