import type { Selectable } from "kysely";
import type { AccessRequestId, InvocationId, MemberId, PiName } from "../domain/ids.ts";
import type { AccessOutcome, AccessRequest } from "../domain/people/access-request.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type AccessRequests = ReturnType<typeof accessRequestsOn>;

export type SavedAccessRequest = AccessRequest & {
  /** How often people were asked again. */
  step: number;
  /** When more are asked, or it expires; absent once it is decided. */
  dueAtMs?: number;
  outcome?: AccessOutcome;
  invocation?: InvocationId;
};

export function accessRequestsOn(db: Db, hold: Hold) {
  const openOnes = () => db.selectFrom("access_requests").selectAll().where("outcome", "is", null);
  return {
    /** Gives the one that is open then: this, or one that was before. For use inside a transaction. */
    async add(request: AccessRequest, dueAtMs: number): Promise<SavedAccessRequest> {
      const { id, member, pi, hutchnet, reason, askedAtMs } = request;
      await hold.name(db, `access ${member} ${pi}`);
      const known = (await this.get(id)) ?? (await this.openFor(member, pi));
      if (known !== undefined) return known;
      await db
        .insertInto("access_requests")
        .values({
          id,
          member,
          pi,
          hutchnet,
          reason,
          asked_at_ms: askedAtMs,
          step: 0,
          due_at_ms: dueAtMs,
          outcome: null,
          invocation: null,
        })
        .execute();
      return { ...request, step: 0, dueAtMs };
    },

    async get(id: AccessRequestId): Promise<SavedAccessRequest | undefined> {
      const row = await hold
        .rows(db.selectFrom("access_requests").selectAll().where("id", "=", id))
        .executeTakeFirst();
      return row && toRequest(row);
    },

    async openFor(member: MemberId, pi: PiName): Promise<SavedAccessRequest | undefined> {
      const row = await hold
        .rows(openOnes().where("member", "=", member).where("pi", "=", pi))
        .executeTakeFirst();
      return row && toRequest(row);
    },

    /** Those of one person that are open. */
    async openOf(member: MemberId): Promise<SavedAccessRequest[]> {
      const rows = await openOnes().where("member", "=", member).orderBy("pi").execute();
      return rows.map(toRequest);
    },

    /** Those for these labs that are open, the oldest first. */
    async openIn(pis: readonly PiName[], limit: number): Promise<SavedAccessRequest[]> {
      if (pis.length === 0) return [];
      const rows = await openOnes().where("pi", "in", pis).orderBy("asked_at_ms").limit(limit).execute();
      return rows.map(toRequest);
    },

    /** `by`: the intention that decided it, where a person did. */
    async close(id: AccessRequestId, outcome: AccessOutcome, by: InvocationId | undefined): Promise<void> {
      await db
        .updateTable("access_requests")
        .set({ due_at_ms: null, outcome: JSON.stringify(outcome), invocation: by ?? null })
        .where("id", "=", id)
        .execute();
    },

    async askAgainAt(id: AccessRequestId, step: number, dueAtMs: number): Promise<void> {
      await db
        .updateTable("access_requests")
        .set({ step, due_at_ms: dueAtMs })
        .where("id", "=", id)
        .execute();
    },

    /** Whose time has come; whoever takes one up reads it anew, for another may have been quicker. */
    async due(nowMs: number, limit: number): Promise<AccessRequestId[]> {
      const rows = await db
        .selectFrom("access_requests")
        .select("id")
        .where("due_at_ms", "<=", nowMs)
        .orderBy("due_at_ms")
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("access_requests")
        .select("due_at_ms")
        .where("due_at_ms", "is not", null)
        .orderBy("due_at_ms")
        .limit(1)
        .executeTakeFirst();
      return row?.due_at_ms ?? undefined;
    },

    /** Those asked before then; an open one expires long before. */
    forgetBefore: (ms: number) =>
      forgetOldest(db, { table: "access_requests", key: "id", at: "asked_at_ms" }, ms),
  };
}

function toRequest(row: Selectable<Schema["access_requests"]>): SavedAccessRequest {
  return {
    id: row.id,
    member: row.member,
    pi: row.pi,
    hutchnet: row.hutchnet,
    reason: row.reason,
    askedAtMs: row.asked_at_ms,
    step: row.step,
    ...(row.due_at_ms === null ? {} : { dueAtMs: row.due_at_ms }),
    ...(row.outcome === null ? {} : { outcome: JSON.parse(row.outcome) as AccessOutcome }),
    ...(row.invocation === null ? {} : { invocation: row.invocation }),
  };
}
