/** What stands in the audit of an intention: its decisions, its deeds, and how it ended. */
import type { AuditEntry } from "../domain/people/audit.ts";
import type { Tables } from "../store/tables.ts";
import type { Request } from "./request.ts";

/** What has become of an intention so far. */
export type Trail = {
  /** The verb that was carried out; absent where nothing was that is known. */
  verb?: string;
  step?: string;
  /** Something of it stands in the audit already. */
  isNoted: boolean;
  /** What was asked for is not there, or not theirs to see: both are the same to who asks. */
  foundNone?: true;
};

export type Noted = Pick<AuditEntry, "pi" | "job" | "outcome"> & { detail?: AuditEntry["detail"] };

/** Writes down a deed of this intention, in the transaction that does it where there is one. */
export async function note(
  { member, invocation, nowMs, trail }: Request,
  tables: Pick<Tables, "audit">,
  { detail = {}, ...entry }: Noted,
): Promise<void> {
  trail.isNoted = true;
  await tables.audit.append({
    atMs: nowMs,
    member: member.id,
    via: invocation.via,
    verb: invocation.verb,
    ...entry,
    detail: { ...detail, invocation: invocation.id },
  });
}

/**
 * How it ended, where nothing says it yet. Of an intention that was allowed and came to its end, the decision is all
 * there is to say; its deeds have entries of their own. Nothing is written of who asked for help, or mistyped.
 */
export async function noteEnd(request: Request, failed?: { reference: string }): Promise<void> {
  const { services, trail } = request;
  const command = services.commands.find(({ verb }) => verb === trail.verb);
  if (trail.verb === undefined || command?.audit === "nothing") return;
  if (failed === undefined && trail.isNoted) return;
  const invocation = { ...request.invocation, verb: trail.verb };
  const outcome = failed !== undefined ? "failed" : trail.foundNone ? "refused" : "done";
  await note({ ...request, invocation }, services.store, {
    outcome,
    detail: {
      ...(trail.step === undefined ? {} : { step: trail.step }),
      ...(trail.foundNone ? { why: "not found" } : {}),
      ...failed,
    },
  });
}
