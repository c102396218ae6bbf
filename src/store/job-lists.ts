/** Which jobs a person means, and a person's jobs: newest first, and no slower for all those that they do not mean. */
import { expressionBuilder, type SelectQueryBuilder, sql } from "kysely";
import type { BatchId, MemberId, PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { isEnded, type State } from "../domain/job/job-state.ts";
import { type Found, inStretches, stretch } from "./in-stretches.ts";
import { fromRow } from "./job-row.ts";
import { jobsOfRun, type RunQuery } from "./job-runs.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

/** How a person names a job, already read: what may match, newest first. */
export type JobQuery = {
  /** The asker's PIs: a job outside of them is not there. */
  pis: readonly PiName[];
  /** The first signs of its id. */
  idStart?: string;
  /** As typed or as sent. */
  name?: string;
  limit: number;
};

export type JobList = {
  pis: readonly PiName[];
  owner?: MemberId;
  states?: readonly State[];
  queue?: string;
  /** `*` stands for anything; capital letters and small ones are the same. */
  name?: string;
  sinceMs?: number;
  run?: RunQuery;
  before?: Position;
  limit: number;
};

type Position = { submittedAtMs: number; id: SubmissionId };

type Rows = SelectQueryBuilder<Schema, "jobs", object>;

export async function findJobs(db: Db, { pis, idStart, name, limit }: JobQuery): Promise<Job[]> {
  const ways = pis.flatMap((pi) => {
    const ofPi = () => db.selectFrom("jobs").where("pi", "=", pi);
    const byId = (start: string) =>
      ofPi()
        .where("batch_id", ">=", start as BatchId)
        .where("batch_id", "<", `${start}~` as BatchId);
    return [
      ...(idStart === undefined ? [] : [byId(idStart)]),
      ...(name === undefined ? [] : [ofPi().where("name", "=", name), ofPi().where("job_name", "=", name)]),
    ];
  });
  return newest(db, ways, limit);
}

export async function listJobs(db: Db, query: JobList): Promise<Job[]> {
  const { owner, limit, run } = query;
  if (run !== undefined) return read(db, await jobsOfRun(db, run, { query, fits: fits(query) }), limit);
  if (owner !== undefined && (query.name !== undefined || query.queue !== undefined))
    return (await byName(db, owner, query)) ?? walk(db, owner, query);
  const jobs = () => after(db.selectFrom("jobs"), query);
  if (owner === undefined)
    return newest(
      db,
      query.pis.map((pi) => ofLab(jobs(), pi, query)),
      limit,
    );
  const own = () => jobs().where("owner", "=", owner).where("pi", "in", query.pis);
  const ways = query.states?.map((state) => own().where("state", "=", state)) ?? [own()];
  return newest(db, query.pis.length === 0 ? [] : ways, limit);
}

/** In the very words of its index, as parameters would not be. */
export function lastSucceeded(
  db: Db,
  { pi, definitions, limit }: { pi: PiName; definitions: readonly string[]; limit: number },
): Promise<Job[]> {
  const ways = definitions.map((definition) =>
    db
      .selectFrom("jobs")
      .where(sql<boolean>`state = 'succeeded'`)
      .where("pi", "=", pi)
      .where("definition", "=", definition),
  );
  return newest(db, ways, limit);
}

/** A lab's jobs under way are few, whatever it has run before. */
function ofLab(rows: Rows, pi: PiName, query: JobList): Rows {
  const jobs = rows.where("pi", "=", pi).where(fits(query));
  const areOpen = query.states?.every((state) => !isEnded(state)) === true;
  return areOpen ? jobs.where("ended_at_ms", "is", null) : jobs;
}

/** The newest of all that the ways find; a job that several find is one. */
async function newest(db: Db, ways: readonly Rows[], limit: number): Promise<Job[]> {
  const found = await Promise.all(ways.map((way) => positions(way, limit).execute()));
  return read(db, found.flat(), limit);
}

function positions(rows: Rows, limit: number) {
  return rows
    .select(["id", "submitted_at_ms"])
    .orderBy("submitted_at_ms", "desc")
    .orderBy("id", "desc")
    .limit(limit);
}

async function read(db: Db, found: readonly Found[], limit: number): Promise<Job[]> {
  const ids = [...new Set(found.toSorted(newestFirst).map(({ id }) => id))].slice(0, limit);
  if (ids.length === 0) return [];
  const rows = await db.selectFrom("jobs").selectAll().where("id", "in", ids).execute();
  return rows.toSorted(newestFirst).map(fromRow);
}

function newestFirst(a: Found, b: Found): number {
  return b.submitted_at_ms - a.submitted_at_ms || (a.id < b.id ? 1 : -1);
}

/** More jobs than this whose names begin alike are looked through from the newest on: there will soon be enough. */
const mostAlike = 2_000;

/** The jobs whose names begin as the pattern does, if they are not too many. */
async function byName(db: Db, owner: MemberId, query: JobList): Promise<Job[] | undefined> {
  const [start = ""] = (query.name ?? "").toLowerCase().split("*");
  if (start === "") return undefined;
  const alike = (key: "name_key" | "job_name_key") =>
    db
      .selectFrom("jobs")
      .select(["id", "pi"])
      .where("owner", "=", owner)
      .where(key, ">=", start)
      .where(key, "<", `${start}${lastSign}`)
      .limit(mostAlike + 1)
      .execute();
  const found = [...(await alike("name_key")), ...(await alike("job_name_key"))];
  if (found.length > mostAlike) return undefined;
  const ids = found.filter(({ pi }) => query.pis.includes(pi)).map(({ id }) => id);
  if (ids.length === 0) return [];
  return newest(
    db,
    [after(db.selectFrom("jobs").where("id", "in", ids), query).where(fits(query))],
    query.limit,
  );
}

/** Behind all others in the order of signs. */
const lastSign = "\u{10ffff}";

/** What no index orders is looked for from the newest job on. */
async function walk(db: Db, owner: MemberId, query: JobList): Promise<Job[]> {
  if (query.pis.length === 0) return [];
  const found = await inStretches(query, async (from, wanted) => {
    const jobs = after(db.selectFrom("jobs").where("owner", "=", owner), from);
    const near = positions(jobs, stretch)
      .select(["pi", "state", "queue", "name_key", "job_name_key"])
      .as("near");
    const fitting = db
      .selectFrom(near)
      .select(["id", "submitted_at_ms"])
      .where("pi", "in", query.pis)
      .where(fits(query))
      .orderBy("submitted_at_ms", "desc")
      .orderBy("id", "desc")
      .limit(wanted);
    const last = positions(jobs, 1).offset(stretch - 1);
    return { found: await fitting.execute(), last: await last.executeTakeFirst() };
  });
  return read(db, found, query.limit);
}

function after(rows: Rows, { before, sinceMs }: JobList): Rows {
  const since = sinceMs === undefined ? rows : rows.where("submitted_at_ms", ">=", sinceMs);
  if (before === undefined) return since;
  return since.where(sql<boolean>`(submitted_at_ms, id) < (${before.submittedAtMs}, ${before.id})`);
}

/** What is asked of a job besides whose it is and when it was submitted. */
function fits({ states, queue, name }: JobList) {
  const e = expressionBuilder<Schema, "jobs">();
  return e.and([
    ...(states === undefined ? [] : [e("state", "in", states)]),
    ...(queue === undefined ? [] : [e("queue", "=", queue)]),
    ...(name === undefined ? [] : [isLike(name)]),
  ]);
}

function isLike(glob: string) {
  const like = glob
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%");
  return sql<boolean>`(name_key like ${like} escape '\\' or job_name_key like ${like} escape '\\')`;
}
