/** What is asked about: of each kind one of the lab's, and the names of one that does not exist. */
import { randomUUID } from "node:crypto";
import { noticeIdOf } from "../../src/domain/derived-ids.ts";
import type {
  AccessRequestId,
  BatchId,
  ChannelId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
  QuestionId,
  SnippetId,
  SubjectId,
  SubmissionId,
  WholeLogId,
} from "../../src/domain/ids.ts";
import { type Job, takeReport } from "../../src/domain/job/job.ts";
import { readJobDetail } from "../../src/domain/job/job-detail.ts";
import type { State } from "../../src/domain/job/job-state.ts";
import { liveBeginning, tailOf } from "../../src/domain/logs/live-log.ts";
import type { Store } from "../../src/store/open-store.ts";
import { aWholeLog } from "../fixtures/a-whole-log.ts";
import { aJob } from "../fixtures/jobs.ts";
import { threadOf } from "../support/saved-jobs.ts";
import { jobDetail, type Outside } from "./outside.ts";
import { owner, peters } from "./people.ts";

/** As a person, a button or a form names it. */
export type Names = {
  pi: string;
  job: string;
  /** Our own id of it. */
  id: string;
  name: string;
  request: string;
  question: string;
  snippet: string;
  tail: string;
  file: string;
  recipe: string;
  stream: string;
  /** Of which it is a job. */
  run: string;
  /** Somebody who asks to be let into the lab. */
  newbie: string;
  /** Somebody who is in it. */
  fellow: string;
  threadTs: string;
};

let count = 0;

/** Names as they could be, of nothing. */
export function noNames(of: Names): Names {
  const nth = String(++count).padStart(5, "0");
  return {
    ...of,
    pi: "nobody-x",
    job: randomUUID(),
    id: `s_${nth.padStart(20, "0")}`,
    name: `nothing${nth}`,
    request: `a_${nth}`,
    question: `q_${nth}`,
    snippet: `x_${nth}`,
    tail: `n_${nth}`,
    file: `w_${nth}`,
    recipe: `nothing${nth}`,
    stream: `hello/default/${nth}`,
    run: `nowhere${nth}`,
    threadTs: `7.${nth}`,
  };
}

type World = { store: Store; outside: Outside; nowMs: number };

export async function newNames(world: World, state: State): Promise<Names> {
  const nth = String(++count).padStart(5, "0");
  const batchId = randomUUID();
  const names: Names = {
    pi: peters.name,
    job: batchId,
    id: `s_${nth.padStart(20, "f")}`,
    name: `hidden${nth}`,
    request: `a_${nth}`,
    question: `q_${nth}`,
    snippet: `x_${nth}`,
    tail: "",
    file: `w_${nth}`,
    recipe: `secret${nth}`,
    stream: `hello/default/${batchId}`,
    run: `private${nth}`,
    newbie: `U0NEW${nth}`,
    fellow: `U0FEL${nth}`,
    threadTs: `5.${nth}`,
  };
  const job = jobOf(names, state);
  const tail = await saveJob(world, job, names);
  if (job.batchId !== undefined) world.outside.jobs.set(batchId, detailOf(names, state));
  await savePeople(world, names, job);
  return { ...names, tail };
}

function jobOf({ job, id, name, run }: Names, state: State): Job {
  const { batchId: _usual, ...asked } = aJob({
    id: id as SubmissionId,
    subject: `u_${id}` as SubjectId,
    owner,
    hutchnet: "owner",
    name,
    jobName: `owner-${name}-k3x9q2`,
    definition: "hello:1",
  });
  const unsent = { ...asked, asked: { ...asked.asked, tags: { "nextflow-run": run } } };
  if (state === "approval")
    return { ...unsent, state, approval: { needs: [{ what: "vcpus", asked: 8, free: 4 }], reason: "" } };
  const { account, region } = unsent;
  const read = readJobDetail(detailOf({ job, name }, state), { account, region, observedAtMs: 4_000 });
  if (!read.ok) throw new Error(read.why);
  return takeReport({ ...unsent, state: "submitted", batchId: job as BatchId }, read.report);
}

function detailOf({ job, name }: Pick<Names, "job" | "name">, state: State) {
  const status = state === "failed" ? "FAILED" : state === "succeeded" ? "SUCCEEDED" : "RUNNING";
  return jobDetail({ jobId: job, jobName: `owner-${name}-k3x9q2`, status });
}

async function saveJob({ store, nowMs }: World, job: Job, { threadTs }: Names): Promise<NoticeId> {
  const thread = threadOf(job, { channel: "C0PETERS" });
  const tail = noticeIdOf(thread.id, "tail");
  await store.transaction(async (tables) => {
    await tables.jobs.add(job, nowMs);
    await tables.threads.add(thread);
    const { channel } = thread;
    await tables.threads.cardPosted(thread.id, { channel, cardTs: threadTs as MessageTs, version: 1, nowMs });
    const request = { jobName: job.jobName, jobQueue: "default", jobDefinition: "hello:1", tags: {} };
    const wish = {
      name: job.name,
      environment: [],
      parameters: [],
      retryOn: "spot",
      dependsOn: [],
      tags: [],
    };
    if (job.state === "approval")
      await tables.approvals.add({
        job: job.id,
        pi: job.pi,
        asked: { request, wish } as never,
        askedAtMs: nowMs,
        dueAtMs: nowMs + 1,
      });
    const now = { kind: "waiting", untilMs: nowMs } as const;
    const body = tailOf(
      { kind: "tail", followed: { job: job.id }, by: owner, lines: [], leftOut: 0, now },
      liveBeginning,
      { untilMs: nowMs + 1_000_000, nowMs },
    );
    await tables.notices.add({
      id: tail,
      thread: thread.id,
      job: job.id,
      key: "tail",
      body,
      createdAtMs: nowMs,
    });
  });
  return tail;
}

/** What hangs on the lab and its jobs besides. */
async function savePeople({ store, nowMs }: World, names: Names, job: Job): Promise<void> {
  const newbie = names.newbie as MemberId;
  const pi = names.pi as PiName;
  await store.transaction(async (tables) => {
    await tables.people.askForAccess(
      {
        request: {
          id: names.request as AccessRequestId,
          member: newbie,
          pi,
          hutchnet: names.newbie.toLowerCase(),
          reason: "",
          askedAtMs: nowMs,
        },
        round: "first",
        people: [],
      },
      nowMs,
    );
    const fellow = { member: names.fellow as MemberId, hutchnet: names.fellow.toLowerCase() };
    await tables.roster.put({ ...fellow, pi, role: "member", source: "labs file" }, nowMs);
    await tables.questions.add({
      id: names.question as QuestionId,
      member: newbie,
      topic: "other",
      text: "may I",
      askedAtMs: nowMs,
    });
    await tables.snippets.add({
      id: names.snippet as SnippetId,
      job: job.id,
      pi,
      by: owner,
      channel: "C0GENERAL" as ChannelId,
      notice: noticeIdOf("t_snippet", names.snippet),
      content: { lines: ["reading"], masked: 0, of: {}, zone: "UTC" },
      atMs: nowMs,
      dueMs: nowMs,
    });
    await tables.wholeLogs.add(
      aWholeLog(names.file, { id: names.file as WholeLogId, member: owner, job: job.id }),
    );
    const body = { definition: "hello:1", queue: "default", name: names.name };
    await tables.recipes.save({
      pi,
      name: names.recipe,
      body: { ...body, environment: [], parameters: [], tags: [] },
      blanks: [],
      madeBy: owner,
      madeAtMs: nowMs,
    });
  });
}
