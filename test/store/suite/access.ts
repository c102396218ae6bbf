import { describe, expect, test } from "vitest";
import type {
  AccessRequestId,
  ChannelId,
  DraftId,
  InvocationId,
  MemberId,
  PiName,
  QuestionId,
} from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { AccessRequest } from "../../../src/domain/people/access-request.ts";
import type { Told } from "../../../src/domain/people/people-notice.ts";
import { jobNo, saveJob } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const newbie = "U0NEWBIE" as MemberId;
const upeters = "U0PETERS" as MemberId;
const kfoe = "U0KFOE" as MemberId;
const admin = "U0ADMIN" as MemberId;
const peters = "peters-u" as PiName;
const doe = "doe-j" as PiName;
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

export const access: Part = (store) => {
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
  const give = (invocation: string, by = upeters) =>
    store().transaction((tables) =>
      tables.people.settleAccess(
        {
          id: "a_1" as AccessRequestId,
          outcome: { kind: "given", by, atMs: 20 },
          invocation: invocation as InvocationId,
        },
        20,
      ),
    );
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

  describe("a wish to be let into a lab", () => {
    test("asked twice is one request, and nobody is asked twice", async () => {
      await ask(asks(1));
      expect(await ask(asks(2))).toMatchObject({ id: "a_1" });
      expect(await ask(asks(1))).toMatchObject({ id: "a_1" });
      expect(await placesOf()).toEqual([kfoe, upeters]);
      expect((await store().accessRequests.openOf(newbie)).map(({ id }) => id)).toEqual(["a_1"]);
    });

    test("for another lab, or once the first is decided, is another", async () => {
      await ask(asks(1));
      await ask(asks(2, { pi: doe }));
      await give("i_1");
      expect(await ask(asks(3))).toMatchObject({ id: "a_3" });
      expect((await store().accessRequests.openIn([peters, doe], 10)).map(({ id }) => id)).toEqual([
        "a_2",
        "a_3",
      ]);
    });

    test("given, is on the roster, told and closed in one; who comes second finds it so", async () => {
      await ask(asks(1));
      expect(await give("i_1")).toMatchObject({ isOurs: true });
      expect(await give("i_1")).toMatchObject({ isOurs: true });
      expect(await give("i_2", kfoe)).toMatchObject({
        isOurs: false,
        request: { outcome: { kind: "given", by: upeters } },
      });
      expect(await store().roster.membershipsOf(newbie)).toEqual([
        { pi: peters, hutchnet: "nbody", role: "member", isDefault: false },
      ]);
      // Those who were not reached yet are not bothered; who asked is told.
      expect(await told()).toMatchObject([{ is: "access answered", outcome: { kind: "given" } }]);
      expect(await store().standings.of(newbie)).toBeNull();
      expect(await store().accessRequests.nextDueMs()).toBeUndefined();
    });

    test("is due when admins are to be asked, and when nobody answers", async () => {
      await ask(asks(1));
      const atMs = 10 + limits.accessAdminsMs;
      expect(await store().accessRequests.nextDueMs()).toBe(atMs);
      expect(await store().accessRequests.due(atMs - 1, 10)).toEqual([]);
      expect(await store().accessRequests.due(atMs, 10)).toEqual(["a_1"]);
    });

    test("does not make a member of who is a manager by now", async () => {
      await ask(asks(1));
      await manages(newbie);
      await give("i_1");
      expect(await store().roster.membershipsOf(newbie)).toMatchObject([{ role: "manager" }]);
    });
  });

  describe("somebody put on the roster", () => {
    const put = (changes: object, deed: string) =>
      store().transaction((tables) =>
        tables.people.letIn(
          {
            row: {
              member: newbie,
              pi: peters,
              hutchnet: "nbody",
              role: "member",
              source: upeters,
              ...changes,
            },
            deed,
          },
          20,
        ),
      );

    test("is told once, and again of another role", async () => {
      expect(await put({}, "i_1")).toBe("added");
      expect(await put({}, "i_1")).toBe("same");
      expect(await put({ role: "manager" }, "i_2")).toBe("changed");
      const said = await store().notices.ofSubject(`roster ${newbie} ${peters}` as never, "i_2");
      expect(said).toHaveLength(1);
      expect(await told()).toMatchObject([{ is: "let in", role: "member" }]);
    });

    test("has what they asked for answered by it", async () => {
      await ask(asks(1));
      await put({}, "i_1");
      expect(await told()).toMatchObject([
        { is: "access answered", outcome: { kind: "given", by: upeters } },
      ]);
    });

    test("has one default at a time", async () => {
      await put({}, "i_1");
      await put({ pi: doe }, "i_2");
      await store().roster.setDefault(newbie, peters);
      await store().roster.setDefault(newbie, doe);
      const all = await store().roster.membershipsOf(newbie);
      expect(all.filter(({ isDefault }) => isDefault).map(({ pi }) => pi)).toEqual([doe]);
    });
  });

  describe("who is of a lab no longer", () => {
    const job: Job = { ...jobNo(1), pi: peters, owner: newbie, state: "running" };
    const joins = () => store().roster.seed(peters, { slack: newbie, hutchnet: "nbody", role: "member" }, 2);

    test("leaves jobs that go on, and no yes, values or drafts", async () => {
      await joins();
      await saveJob(store(), job);
      const asked = job.asked;
      await store().approvals.addStanding(job.id, {
        member: newbie,
        pi: peters,
        definition: "align:1",
        ...asked.size,
        commands: false,
        by: upeters,
        atMs: 1,
        untilMs: 9_000,
      });
      const values = { member: newbie, pi: peters, definition: "align" };
      await store().formValues.keep(values, { vcpus: ["2"] }, 1);
      const draft = { id: "d_1" as DraftId, member: newbie, kind: "line", body: {}, createdAtMs: 1 };
      await store().drafts.save(draft);
      await store().gathered.add({ member: newbie, job: job.id, dueMs: 5 });
      expect(await end(newbie, upeters)).toEqual({ goOn: 1, withdrawn: 0 });
      expect(await end(newbie, upeters)).toBeUndefined();
      expect(await store().roster.membershipsOf(newbie)).toEqual([]);
      expect(await store().approvals.standing({ pi: peters, member: newbie }, 2)).toEqual([]);
      expect(await store().formValues.of(values)).toBeUndefined();
      expect(await store().drafts.find(draft.id, newbie)).toBeUndefined();
      expect(await store().gathered.due(10, 5)).toEqual([]);
      expect(await store().standings.of(newbie)).toBeUndefined();
      expect(await told()).toContainEqual({
        is: "taken out",
        pi: peters,
        why: { kind: "removed", by: upeters },
        left: { goOn: 1, withdrawn: 0 },
      });
    });

    test("who leaves by themselves keeps what they have just pressed, and is told in the answer", async () => {
      await joins();
      const draft = { id: "d_1" as DraftId, member: newbie, kind: "line", body: {}, createdAtMs: 1 };
      await store().drafts.save(draft);
      expect(await end(newbie, newbie)).toEqual({ goOn: 0, withdrawn: 0 });
      expect(await store().drafts.find(draft.id, newbie)).toEqual(draft);
      expect(await told()).toEqual([]);
    });
  });

  describe("a question to the admins", () => {
    const question = {
      id: "q_1" as QuestionId,
      member: newbie,
      topic: "queue",
      text: "a queue",
      askedAtMs: 10,
    } as const;
    const put = () =>
      store().transaction((tables) =>
        tables.people.askAdmins({ question, admins: [admin], channel: "C0ADMIN" as ChannelId }, 10),
      );
    const answers = (by: MemberId, invocation: string) =>
      store().transaction((tables) =>
        tables.people.answerQuestion(
          {
            id: question.id,
            answer: { by, atMs: 20, text: "take highmem" },
            invocation: invocation as InvocationId,
          },
          20,
        ),
      );

    test("is asked once, answered once, and told to who asked", async () => {
      await put();
      await put();
      expect(await store().questions.countOpen(newbie)).toBe(1);
      expect(await store().questions.open(5)).toEqual([question]);
      expect(await answers(admin, "i_1")).toMatchObject({ isOurs: true });
      expect(await answers(admin, "i_1")).toMatchObject({ isOurs: true });
      expect(await answers(upeters, "i_2")).toMatchObject({
        isOurs: false,
        question: { answer: { by: admin } },
      });
      expect(await store().questions.open(5)).toEqual([]);
      expect(await told()).toMatchObject([
        { is: "question asked", answer: { text: "take highmem" } },
        { is: "question answered" },
      ]);
      expect(await placesOf()).toEqual(["C0ADMIN", newbie]);
    });
  });
};
