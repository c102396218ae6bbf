/** What is asked all the time never reads a whole table that grows: each statement's plan says so. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  AccountId,
  BatchId,
  ChannelId,
  DraftId,
  InvocationId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
  SnippetId,
  SubjectId,
  SubmissionId,
  WholeLogId,
} from "../../src/domain/ids.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { jobNo } from "../support/saved-jobs.ts";

const folder = mkdtempSync(join(tmpdir(), "batchmate-plans-"));
const path = join(folder, "batchmate.db");
/** In order; a statement that stays prepared is seen once. */
const statements: string[] = [];
const { prepare } = Sqlite.prototype;
let store: Store;
let file: Sqlite.Database;

beforeAll(async () => {
  Sqlite.prototype.prepare = function (this: Sqlite.Database, text: string) {
    statements.push(text);
    return prepare.call(this, text) as ReturnType<typeof prepare>;
  } as typeof prepare;
  store = await openStore(`sqlite:${path}`);
  file = new Sqlite(path);
});
afterAll(async () => {
  Sqlite.prototype.prepare = prepare;
  file.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const nowMs = 1_000;
const owner = "U0JBLOW" as MemberId;
const pis = ["peters-u", "okafor-n"] as PiName[];
const job = jobNo(1);
const account = "111122223333" as AccountId;
const before = { submittedAtMs: 5, id: "s_1" as SubmissionId };

/** The tables that grow with every job; of the others there are as many rows as people, labs or things under way. */
const growing = [
  "jobs",
  "job_use",
  "approvals",
  "submissions",
  "threads",
  "notices",
  "invocations",
  "audit",
  "strays",
  "children",
  "whole_logs",
  "snippets",
  "log_streams",
  "job_runs",
  "access_requests",
  "questions",
  "roster",
  "standings",
];

/** Not asked often enough to matter, or of rows that are few by their index. */
const scans: Readonly<Record<string, string>> = {
  "SCAN notices USING INDEX notices_unsent": "only what is not in Slack yet",
  "SCAN n USING INDEX notices_stale": "only replies that are to be edited",
  "SCAN invocations USING INDEX invocations_with_text": "only what is not answered yet",
  "SCAN audit USING INDEX audit_untold": "only what no log has been told yet",
  "SCAN standings USING COVERING INDEX standings_look": "only the first of its index",
  "SCAN t USING INDEX threads_stale": "only cards that are to be edited",
};

const hot: Readonly<Record<string, (tables: Store) => Promise<unknown>>> = {
  "applying events": async ({ jobs, threads, inbox, strays, children, recordJob }) => {
    await inbox.oldest(10);
    await inbox.remove([1]);
    await inbox.depth();
    await jobs.byBatchIds(account, "us-west-2", [job.batchId as BatchId]);
    await jobs.unnamed(account, "us-west-2", [job.jobName]);
    await recordJob({ before: job, after: { ...job, version: 2 } }, { nowMs, quietMs: 1 });
    await threads.ofSubject(job.subject);
    await strays.claim({ account, region: "us-west-2", batchId: job.batchId as BatchId });
    const family = { job: job.id, batchId: job.batchId as BatchId };
    await children.get(family);
    await children.families(job.id);
    await children.forgetOthers(family);
  },
  "writing to threads": async ({ notices, threads, jobs }) => {
    await notices.heads(nowMs, 200);
    await notices.leftTrying(nowMs);
    await notices.toEdit(nowMs, 50);
    await notices.awaitingLines(nowMs, 10);
    await notices.backlog();
    await notices.dropOvertaken(nowMs, 500);
    await notices.get("n_1" as NoticeId);
    await notices.claim({ id: "n_1" as NoticeId, tries: 0 }, nowMs);
    await threads.toEdit(nowMs, 50);
    await threads.get("t_1");
    await jobs.newestOf("u_1" as SubjectId);
  },
  "asking AWS": async ({ jobs, submissions }) => {
    await jobs.dueForAsking(nowMs, [], 100);
    await jobs.dueForStopping(nowMs, [], 100);
    await jobs.nextStopMs();
    await submissions.claimDue(nowMs, { leaseMs: 1, limit: 10, busy: [] });
    await submissions.nextDueMs();
    await submissions.takeUpLeft(nowMs);
  },
  "what people look for": async ({ jobs, logStreams }) => {
    await logStreams.jobsOf("align/default/1", pis);
    await logStreams.accountsOfOthers("align/default/1", pis);
    await jobs.get(job.id);
    await jobs.find({ pis, idStart: "3f", name: "align", limit: 6 });
    await jobs.ofThread(pis, "C0PETERS" as ChannelId, "1.2" as MessageTs);
    await jobs.countOpen(owner, pis[0] as PiName);
  },
  "sending whole logs": async ({ wholeLogs }) => {
    const id = "w_1" as WholeLogId;
    await wholeLogs.due(nowMs, [id], 2);
    await wholeLogs.nextDueMs();
    await wholeLogs.keep({ id, dueMs: nowMs }, nowMs);
    await wholeLogs.underWay(owner);
    await wholeLogs.askStop(id, owner, nowMs);
    await wholeLogs.forgetBefore(nowMs);
  },
  "what a lab's limits ask for": async ({ jobUse, approvals, roster, jobs }) => {
    const [pi] = pis as [PiName];
    await jobUse.now(pi);
    await jobUse.vcpuHoursSince(pi, 1, nowMs);
    await jobs.countOpen(owner, pi);
    await approvals.standing({ pi, member: owner }, nowMs);
    await roster.managersOf(pi);
  },
  "what waits for a yes": async ({ approvals, batches, notices }) => {
    await approvals.get(job.id);
    await approvals.due(nowMs, 10);
    await approvals.nextDueMs();
    await approvals.waitingIn(pis, 10);
    await approvals.areLeft(job.subject, job.id);
    await batches.everyJob(job.subject);
    await notices.ofSubject(job.subject, "s_1 approval");
  },
  "what people share": async ({ snippets, roster }) => {
    await snippets.get("x_1" as SnippetId);
    await snippets.due(nowMs, 10);
    await snippets.nextDueMs();
    await snippets.posted("x_1" as SnippetId, { channel: "C0PETERS" as ChannelId, ts: "1.2" as MessageTs });
    await snippets.takeBack("x_1" as SnippetId, owner, nowMs);
    await snippets.forgetBefore(nowMs);
    await roster.membersOf(pis[0] as PiName);
  },
  "who asks to be let in, and who leaves": async ({
    accessRequests,
    standings,
    threads,
    questions,
    roster,
  }) => {
    const [pi] = pis as [PiName];
    await accessRequests.due(nowMs, 10);
    await accessRequests.nextDueMs();
    await accessRequests.openFor(owner, pi);
    await accessRequests.openOf(owner);
    await standings.of(owner);
    await standings.claim(nowMs, nowMs);
    await standings.nextLookMs();
    await questions.countOpen(owner);
    await roster.withHutchnet("jblow");
    await threads.inDirectOf(owner, pi);
  },
  "what people list": async ({ jobs }) => {
    await jobs.list({ pis, owner, limit: 16, before });
    await jobs.list({ pis, owner, states: ["failed", "lost"], sinceMs: 1, limit: 16, before });
    await jobs.list({ pis, owner, queue: "default", name: "al*gn", states: ["failed"], limit: 16, before });
    await jobs.list({ pis, states: ["running", "waiting"], limit: 16 });
    const run = { name: "cohort", marks: () => ["table", "engine", "tag run"] };
    await jobs.list({ pis, run, sinceMs: 1, limit: 16, before });
    await jobs.list({ pis, run, owner, queue: "default", name: "al*", states: ["running"], limit: 16 });
    await jobs.lastSucceeded(pis[0] as PiName, ["align:14", "align:13"], 20);
  },
  "who did what": async ({ audit }) => {
    const limit = 13;
    const before = { atMs: 5, seq: 1 };
    await audit.list({}, { before, limit });
    await audit.list({ sinceMs: 1, untilMs: 9 }, { before, limit });
    await audit.list({ pis }, { before, limit });
    await audit.list({ pis, member: owner, verb: "cancel" }, { before, limit });
    await audit.list({ pis, jobs: ["3fa9", "s_1"], sinceMs: 1 }, { before, limit });
    await audit.list({ verb: "cancel", untilMs: 9 }, { limit });
    await audit.told(await audit.untold(10));
  },
  "letting go": async ({ jobs, notices, audit, invocations, strays, roster }) => {
    await jobs.forgetEndedBefore(nowMs);
    await notices.forgetBefore(nowMs);
    await audit.forgetBefore(nowMs);
    await invocations.forgetBefore(nowMs);
    await invocations.letGoBefore(nowMs);
    await strays.forgetBefore(nowMs);
    await roster.forgetProfilesBefore(nowMs);
  },
  "what people ask for": async ({ invocations, drafts, roster }) => {
    await invocations.lapseOfDead();
    await invocations.takeLeft({ nowMs, sinceMs: 1, leaseUntilMs: nowMs, limit: 10 });
    await invocations.finish("i_1" as InvocationId, nowMs);
    await drafts.find("d_1" as DraftId, owner);
    await roster.membershipsOf(owner);
  },
};

test.each(Object.entries(hot))("%s", async (_name, ask) => {
  const from = statements.length;
  await ask(store);
  const asked = statements.slice(from).filter((text) => /^(select|update|delete|with)\b/.test(text));
  expect(asked.length).toBeGreaterThan(2);
  const wrong = asked.flatMap((text) => bigScans(text).map((step) => `${step}: ${text}`));
  expect(wrong).toEqual([]);
});

test("every scan that is let pass is still made", () => {
  const steps = statements.filter((text) => /^(select|update) /.test(text)).flatMap(planOf);
  expect(Object.keys(scans).filter((step) => !steps.includes(step))).toEqual([]);
});

test("a walk over a whole table would be seen", () => {
  expect(bigScans("select * from jobs where hutchnet = ?")).toEqual(["SCAN jobs"]);
});

function bigScans(text: string): string[] {
  const names = aliasesOf(text);
  return planOf(text).filter((step) => {
    const table = /^SCAN (\w+)/.exec(step)?.[1];
    return table !== undefined && names.has(table) && !(step in scans);
  });
}

/** What the growing tables are called in the statement. */
function aliasesOf(text: string): Set<string> {
  const pattern = new RegExp(`"?\\b(${growing.join("|")})\\b"?(?: as "?(\\w+)"?)?`, "g");
  return new Set(
    [...text.matchAll(pattern)].flatMap(([, table = "", alias]) =>
      alias === undefined ? [table] : [table, alias],
    ),
  );
}

function planOf(text: string): string[] {
  const values = Array.from(text.matchAll(/\?/g), () => 1);
  const plan = prepare.call(file, `explain query plan ${text}`) as Sqlite.Statement<unknown[]>;
  const steps = plan.all(...values) as { detail: string }[];
  return steps.map(({ detail }) => detail);
}
