import { describe, expect, test } from "vitest";
import { pseudonymOf } from "../../../src/domain/derived-ids.ts";
import type { DraftId, MemberId, PiName, SubmissionId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import { jobIn, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, saveJob } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const [gone, other] = ["U0JBLOW", "U0PETERS"] as [MemberId, MemberId];
const pi = "peters-u" as PiName;
const pseudonym = pseudonymOf("d_01k9" as DraftId);
const ended = { state: "succeeded", endedAtMs: submittedAtMs } as const;

export const erasing: Part = (store) => {
  const entry = { atMs: 1, via: "slash", verb: "cancel", pi, outcome: "done", detail: {} } as const;

  describe("a person who is erased", () => {
    const leaveTraces = async () => {
      const { roster, settings, formValues, audit } = store();
      await saveJob(store(), jobNo(1, { ...ended, owner: gone, hutchnet: "jblow" }), {
        channel: gone,
        fallbacks: [gone],
      });
      const stop = { by: gone, hutchnet: "jblow", reason: "wrong", atMs: 1, dueMs: 1 };
      await saveJob(store(), jobNo(2, { ...ended, owner: other, hutchnet: "upeters", stop }));
      await roster.saveProfile(gone, { name: "J. Blow" }, 1);
      await settings.setMember(gone, { place: "thread" } as never, 1);
      await settings.setJob("s_0002" as SubmissionId, "mute" as never, { by: gone, atMs: 1 });
      await formValues.forgetOf(gone, pi);
      await audit.append({ ...entry, member: gone, job: "j1" });
      await audit.append({
        ...entry,
        member: other,
        job: `roster ${gone}`,
        detail: { of: gone, hutchnet: "jblow" },
      });
    };

    test("is found nowhere, and the lab's jobs and the audit go on under one other name", async () => {
      await leaveTraces();
      const { removed, renamed } = await store().erasePerson({ member: gone, pseudonym });
      expect(removed).toEqual({ profiles: 1, member_settings: 1 });
      expect(renamed).toEqual({ jobs: 2, threads: 1, job_settings: 1, audit: 2 });
      const mine = await store().jobs.get("s_0001" as SubmissionId);
      expect(mine).toMatchObject({ owner: pseudonym, hutchnet: "erased", name: "align-0001" });
      expect(await store().jobs.get("s_0002" as SubmissionId)).toMatchObject({
        owner: other,
        hutchnet: "upeters",
        stop: { by: pseudonym, hutchnet: "erased" },
      });
      const entries = await store().audit.list({}, { limit: 9 });
      expect(entries.map(({ member, job, detail }) => [member, job, detail])).toEqual([
        [other, `roster ${pseudonym}`, { of: pseudonym, hutchnet: "erased" }],
        [pseudonym, "j1", {}],
      ]);
      expect(await store().roster.displayName(gone)).toBeUndefined();
      expect(JSON.stringify(await store().exportPerson(gone))).not.toContain(gone);
    });

    test("is erased to the end when somebody died in the middle, and once more it is nothing", async () => {
      await leaveTraces();
      await store().erasePerson({ member: gone, pseudonym });
      await saveJob(store(), jobNo(3, { ...ended, owner: gone, hutchnet: "jblow" }));
      expect((await store().erasePerson({ member: gone, pseudonym })).renamed).toEqual({ jobs: 1 });
      expect(await store().erasePerson({ member: gone, pseudonym })).toEqual({ removed: {}, renamed: {} });
    });

    test("is found in all of a long table", async () => {
      const count = limits.eraseRows * 2 + 3;
      await store().transaction(async ({ audit }) => {
        for (let n = 0; n < count; n++)
          await audit.append({ ...entry, atMs: n, member: n % 2 === 0 ? gone : other });
      });
      const { renamed } = await store().erasePerson({ member: gone, pseudonym });
      expect(renamed).toEqual({ audit: Math.ceil(count / 2) });
      expect(await store().audit.list({ member: gone }, { limit: 1 })).toEqual([]);
    });
  });

  test("an export has what is kept of a person, and of nobody else", async () => {
    const running = jobIn("running");
    await saveJob(store(), { ...running, owner: gone });
    await saveJob(store(), jobNo(2, { ...ended, owner: other }));
    await store().roster.saveProfile(gone, { name: "J. Blow" }, 1);
    await store().audit.append({ ...entry, member: gone, job: "j1" });
    const kept = await store().exportPerson(gone);
    expect(kept.profiles?.rows).toMatchObject([{ display_name: "J. Blow" }]);
    expect(kept.jobs?.rows).toMatchObject([{ id: running.id, state: "running" }]);
    expect(kept.audit?.rows).toMatchObject([{ verb: "cancel", job: "j1" }]);
  });
};
