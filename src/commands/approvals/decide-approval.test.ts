import { expect, test } from "vitest";
import { aPi, labsOf } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, aQueue, aWish } from "../../../test/fixtures/a-submission.ts";
import { openEmptyStore } from "../../../test/support/empty-store.ts";
import { keptLog } from "../../../test/support/kept-log.ts";
import { jobNo, threadOf, unsent } from "../../../test/support/saved-jobs.ts";
import type { InvocationId, MemberId, SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Store } from "../../store/open-store.ts";
import type { Request } from "../request.ts";
import { approve } from "./decide-approval.ts";

const [owner, upeters] = ["U0JBLOW", "U0PETERS"] as MemberId[] as [MemberId, MemberId];
const pi = aPi();
const nowMs = 2_000;

async function waiting(store: Store): Promise<Job> {
  const needs = [{ what: "vcpus" as const, asked: 128, free: 64 }];
  const id = `s_${"0".repeat(20)}` as SubmissionId;
  const job: Job = { ...unsent(jobNo(1, { id })), owner, state: "approval", approval: { needs, reason: "" } };
  await store.roster.seed(pi.name, { slack: owner, hutchnet: "jblow", role: "member" }, 1);
  await store.transaction(async (tables) => {
    await tables.jobs.add(job, 1_000);
    await tables.threads.add(threadOf(job, { channel: pi.channel }));
    const request = { jobName: job.jobName, jobQueue: job.queue, jobDefinition: job.definition, tags: {} };
    const asked = { request, wish: aWish() };
    await tables.approvals.add({ job: job.id, pi: pi.name, asked, askedAtMs: 1_000, dueAtMs: 5_000 });
  });
  return job;
}

/** A manager's press; `send` is what becomes of what they have approved. */
function press(store: Store, send: (id: SubmissionId) => Promise<Job>): Request {
  return {
    nowMs,
    logger: keptLog().logger,
    member: {
      id: upeters,
      isAdmin: false,
      memberships: [{ pi: pi.name, hutchnet: "upeters", role: "manager" }],
    },
    invocation: {
      id: "i_1" as InvocationId,
      via: "button",
      verb: "approve",
      where: {},
      reply: { receivedAtMs: 1_500 },
    },
    services: {
      store,
      labs: () => labsOf(pi),
      admins: new Set(),
      queues: async () => [aQueue()],
      definition: async () => aDefinition(),
      submissions: { send },
      nameOf: async (member: MemberId) => (member === owner ? "J. Blow" : "U. Peters"),
      changed: () => undefined,
      clock: { nowMs: () => nowMs },
      quietMs: 60_000,
    },
    trail: { isNoted: false },
  } as unknown as Request;
}

test("what its owner withdraws between the yes and the sending is told to the manager as withdrawn", async () => {
  const store = await openEmptyStore();
  const { id } = await waiting(store);
  const withdrawn = (sent: SubmissionId): Promise<Job> =>
    store.transaction(async (tables) => {
      const job = (await tables.jobs.get(sent)) as Job;
      const stop = { by: owner, hutchnet: "jblow", reason: "", atMs: nowMs, dueMs: nowMs };
      return tables.withdrawSubmission({ job, stop }, { nowMs, quietMs: 60_000 });
    });
  const answer = await approve(press(store, withdrawn), { ref: { kind: "id", id }, stands: false });
  expect(answer).toMatchObject({
    message: { text: "You approved align-0001, but J. Blow withdrew it before it was sent: nothing runs." },
  });
  expect(await store.jobs.get(id)).toMatchObject({
    state: "stopped",
    approval: { outcome: { kind: "approved" } },
  });
  await store.close();
});
