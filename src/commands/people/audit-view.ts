/** Which entries of the audit somebody has asked for, and whether they may read them: asked again at every press. */

import type { MemberId, PiName } from "../../domain/ids.ts";
import { limits } from "../../domain/limits.ts";
import { may } from "../../domain/people/access.ts";
import type { AuditQuery } from "../../domain/people/audit.ts";
import { auditNotYours, auditOfLabNotYours } from "../../messages/people/audit-page.ts";
import { notInLab } from "../../messages/people/not-in-lab.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import type { Since } from "../kinds/since.ts";
import { note } from "../note.ts";
import type { Request } from "../request.ts";
import { findVerb } from "../typing/find-verb.ts";
import type { AuditInput } from "./audit-options.ts";

/** As a button carries it: whose it is, and times made exact, so that a page is followed by the one before it. */
export type AuditView = {
  pi?: PiName;
  member?: MemberId;
  jobs?: readonly string[];
  verb?: string;
  sinceMs?: number;
  untilMs?: number;
  title: string;
};

export async function viewFor(request: Request, input: AuditInput): Promise<AuditView> {
  const { nowMs, services } = request;
  const { member, job, pi, since, until, verb } = input;
  const name = verb === undefined ? undefined : verbMeant(request, verb);
  const [sinceMs, untilMs] = [since && timeOf(since, nowMs), until && timeOf(until, nowMs)];
  const parts = [
    pi === undefined ? "" : ` of ${pi}`,
    member === undefined ? "" : ` by ${await services.nameOf(member, "somebody")}`,
    name === undefined ? "" : `, only ${name}`,
    job === undefined ? "" : `, about ${textOf(job)}`,
    sinceMs === undefined ? "" : `, since ${utc(sinceMs)}`,
    untilMs === undefined ? "" : `, before ${utc(untilMs)}`,
  ];
  return {
    title: parts.join(""),
    ...(pi === undefined ? {} : { pi: pi as PiName }),
    ...(member === undefined ? {} : { member }),
    ...(job === undefined ? {} : { jobs: await idsOf(request, job) }),
    ...(name === undefined ? {} : { verb: name }),
    ...(sinceMs === undefined ? {} : { sinceMs }),
    ...(untilMs === undefined ? {} : { untilMs }),
  };
}

/** What is asked of the store: a manager's question ends at their labs, whatever it is about. */
export async function queryFor(
  request: Request,
  { pi, title: _said, ...view }: AuditView,
): Promise<{ query: AuditQuery } | { answer: Answer }> {
  const { member, services } = request;
  const lab = pi === undefined ? undefined : services.labs().pis.get(pi);
  if (lab !== undefined) {
    const decision = await allow(request, "audit", { pi: lab });
    if (decision.allowed) return { query: { ...view, pis: [lab.name] } };
    if (decision.why.kind !== "not-in-lab") return { answer: toMe(auditOfLabNotYours(lab.name)) };
  }
  // A lab that has left the labs file has left its entries behind.
  if (member.isAdmin) return { query: { ...view, ...(pi === undefined ? {} : { pis: [pi] }) } };
  const managed = managedBy(request);
  if (managed.length === 0) {
    await note(request, services.store, { outcome: "refused", detail: { action: "audit" } });
    return { answer: toMe(auditNotYours()) };
  }
  if (pi !== undefined) {
    const labs = member.memberships.map((each) => ({ pi: each.pi }));
    return { answer: toMe(notInLab({ pi, verb: "audit", labs })) };
  }
  return { query: { ...view, pis: managed } };
}

function managedBy({ member, services }: Request): PiName[] {
  const labs = [...services.labs().pis.values()];
  return labs.filter((pi) => may(member, "audit", { pi }).allowed).map(({ name }) => name);
}

/** Among the labs whose audit they read; an id as it is typed stands in the audit longer than its job is kept. */
async function idsOf(request: Request, ref: JobRef): Promise<string[]> {
  const { jobs, logStreams } = request.services.store;
  const pis = managedBy(request);
  const typed = textOf(ref);
  const found =
    ref.kind === "stream"
      ? await logStreams.jobsOf(ref.stream, pis)
      : await jobs.find({
          pis,
          ...(ref.kind === "name" ? {} : { idStart: typed }),
          ...(ref.kind === "id" ? {} : { name: typed }),
          limit: limits.candidates,
        });
  return [...new Set([typed, ...found.flatMap(({ id, batchId }) => [id, ...(batchId ? [batchId] : [])])])];
}

function textOf(ref: JobRef): string {
  switch (ref.kind) {
    case "id":
      return ref.id;
    case "start":
      return ref.text;
    case "name":
      return ref.name;
    case "stream":
      return ref.stream;
  }
}

/** `kill` is written down as cancel. */
function verbMeant({ services }: Request, typed: string): string {
  const found = findVerb(services.commands, typed);
  return found.kind === "verb" && found.rest === "" ? found.command.verb : typed.toLowerCase();
}

function timeOf(time: Since, nowMs: number): number {
  return "agoMs" in time ? nowMs - time.agoMs : time.atMs;
}

function utc(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
