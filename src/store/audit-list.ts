/** Entries of the audit as they are asked for: newest first, and a little at a time however many there are. */
import { setImmediate as letOthersRun } from "node:timers/promises";
import { expressionBuilder, type Selectable, type SelectQueryBuilder, sql } from "kysely";
import type { AuditPlace, AuditQuery } from "../domain/people/audit.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

type Row = Selectable<Schema["audit"]>;
type Rows = SelectQueryBuilder<Schema, "audit", object>;
type From = { before?: AuditPlace | undefined; limit: number };

/** So many entries of a way are looked at before others have their turn. */
const stretch = 5_000;

export async function listEntries(db: Db, query: AuditQuery, { before, limit }: From): Promise<Row[]> {
  const found: Row[] = [];
  for (const way of waysTo(db, query)) found.push(...(await walk(db, way, query, { before, limit })));
  return found.toSorted((a, b) => b.at_ms - a.at_ms || b.seq - a.seq).slice(0, limit);
}

/** Each has an index that gives it in order; what is asked besides is looked for on the way. */
function waysTo(db: Db, { pis, member, jobs, verb }: AuditQuery): Rows[] {
  const all = () => db.selectFrom("audit");
  if (jobs !== undefined) return jobs.map((job) => all().where("job", "=", job));
  if (member !== undefined) return [all().where("member", "=", member)];
  if (pis !== undefined) return pis.map((pi) => all().where("pi", "=", pi));
  return [verb === undefined ? all() : all().where("verb", "=", verb)];
}

async function walk(db: Db, way: Rows, query: AuditQuery, { before, limit }: From): Promise<Row[]> {
  const found: Row[] = [];
  for (let from = before, isMore = true; isMore && found.length < limit; ) {
    const near = within(way, query, from);
    const fitting = db
      .selectFrom(near.selectAll().limit(stretch).as("near"))
      .selectAll()
      .where(fits(query))
      .orderBy("at_ms", "desc")
      .orderBy("seq", "desc")
      .limit(limit - found.length);
    found.push(...(await fitting.execute()));
    const last = await near
      .select(["at_ms", "seq"])
      .limit(1)
      .offset(stretch - 1)
      .executeTakeFirst();
    isMore = last !== undefined;
    from = last && { atMs: last.at_ms, seq: last.seq };
    if (isMore) await letOthersRun();
  }
  return found;
}

function within(way: Rows, { sinceMs, untilMs }: AuditQuery, before: AuditPlace | undefined) {
  let rows = way;
  if (sinceMs !== undefined) rows = rows.where("at_ms", ">=", sinceMs);
  if (untilMs !== undefined) rows = rows.where("at_ms", "<", untilMs);
  if (before !== undefined) rows = rows.where(sql<boolean>`(at_ms, seq) < (${before.atMs}, ${before.seq})`);
  return rows.orderBy("at_ms", "desc").orderBy("seq", "desc");
}

function fits({ pis, member, verb }: AuditQuery) {
  const e = expressionBuilder<{ near: Row }, "near">();
  return e.and([
    ...(pis === undefined ? [] : [pis.length === 0 ? e.lit(false) : e("pi", "in", pis)]),
    ...(member === undefined ? [] : [e("member", "=", member)]),
    ...(verb === undefined ? [] : [e("verb", "=", verb)]),
  ]);
}
