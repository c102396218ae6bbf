/** What needs a manager's yes before it is sent, who may be asked for it, and what becomes of it. */
import type { MemberId, PiName } from "../ids.ts";
import type { Asked } from "../job/job.ts";
import type { JobSize } from "../job/report.ts";
import { scriptVariable, type WhatRuns } from "../job/what-runs.ts";
import { limits } from "../limits.ts";
import type { Pi } from "../people/pi.ts";
import type { ListPrice } from "../submission/list-price.ts";
import { overriddenParts } from "../submission/overridden-parts.ts";
import type { Wish } from "../submission/submission.ts";

/** Of a job that needed a yes: why, and what it was answered. Without an outcome it is still waited for. */
export type Approval = {
  needs: readonly ApprovalNeed[];
  /** Why the person wants it; empty where they did not say. */
  reason: string;
  /** What an hour of it would cost at the most, as it was when it was asked for; absent where nobody can say. */
  price?: ListPrice;
  /** Beyond the job's own command, which is kept with what was asked. */
  runs?: WhatRuns;
  /** Once it is decided: when it was asked for, for what is approved is submitted later. */
  askedAtMs?: number;
  outcome?: ApprovalOutcome;
  /** One yes is asked for it and others together: the needs are those of all. */
  together?: Together;
};

/** How many jobs were asked for at once, and what is not the same in all of them. */
export type Together = { size: number; differ: readonly string[] };

export type ApprovalNeed =
  /** More of it than needs no yes. */
  | { what: "vcpus" | "memoryGiB"; asked: number; free: number }
  /** A command of one's own, where the lab wants a yes for each. */
  | { what: "command" };

export type ApprovalOutcome =
  | { kind: "approved"; by: MemberId; atMs: number; standsUntilMs?: number }
  /** Nobody was asked: an earlier yes was for such jobs too. */
  | { kind: "standing"; by: MemberId; atMs: number; untilMs: number }
  | { kind: "denied"; by: MemberId; atMs: number; reason: string }
  | { kind: "withdrawn"; by: MemberId; atMs: number; reason: string }
  | { kind: "expired"; atMs: number };

/** What of a submission needs a yes; nothing, where it may be sent as it is. Several are held against the lab's bounds together. */
export function approvalNeeds(pi: Pi, wanted: readonly { wish: Wish; asked: Asked }[]): ApprovalNeed[] {
  const total = sumOf(wanted.map(({ asked }) => asked));
  const memoryGiB = total.memoryMiB / 1_024;
  const isOfOwn = pi.commands === "approve" && wanted.some(({ wish }) => bringsCommand(wish));
  return [
    ...above("vcpus", total.vcpus, pi.approveAbove?.vcpus),
    ...above("memoryGiB", memoryGiB, pi.approveAbove?.memoryGiB),
    ...(isOfOwn ? [{ what: "command" as const }] : []),
  ];
}

function bringsCommand(wish: Wish): boolean {
  const parts = overriddenParts(wish.more);
  return (
    wish.command !== undefined ||
    bringsScript(wish) ||
    parts.some(({ command, image }) => command !== undefined || image !== undefined)
  );
}

/** A script that the image fetches is a command by another road. */
export function bringsScript({ environment, more }: Wish): boolean {
  const names = [environment, ...overriddenParts(more).map((part) => part.environment)].flat();
  return names.some(({ name }) => name === scriptVariable);
}

type Sized = Pick<Asked, "size" | "total" | "arraySize">;

/** Of an array, of all its children together; of a job of several nodes, of all of them. */
export function totalOf({ size, total = size, arraySize = 1 }: Sized): JobSize {
  return {
    vcpus: total.vcpus * arraySize,
    memoryMiB: total.memoryMiB * arraySize,
    gpus: total.gpus * arraySize,
  };
}

export function sumOf(all: readonly Sized[]): JobSize {
  const sum = { vcpus: 0, memoryMiB: 0, gpus: 0 };
  for (const { vcpus, memoryMiB, gpus } of all.map(totalOf)) {
    sum.vcpus += vcpus;
    sum.memoryMiB += memoryMiB;
    sum.gpus += gpus;
  }
  return sum;
}

function above(what: "vcpus" | "memoryGiB", asked: number, free: number | undefined): ApprovalNeed[] {
  return free === undefined || asked <= free ? [] : [{ what, asked, free }];
}

/** A yes for such jobs, for a while: of that member, that PI and that definition, and at most that large. */
export type StandingYes = JobSize & {
  member: MemberId;
  pi: PiName;
  /** Given for commands, the definition's name, whatever its revision; else the very revision, whose command is known. */
  definition: string;
  /** It was given for a command, and so is for any command. */
  commands: boolean;
  by: MemberId;
  atMs: number;
  untilMs: number;
};

export type YesFor = Pick<StandingYes, "member" | "pi"> & { definition: string; asked: Sized };

/** The yes for a job, made to stand for such jobs. */
export function standingYes(
  { member, pi, definition, asked }: YesFor,
  approval: Approval,
  { by, atMs }: { by: MemberId; atMs: number },
): StandingYes {
  const commands = needsCommand(approval.needs);
  return {
    member,
    pi,
    definition: commands ? nameOf(definition) : definition,
    ...totalOf(asked),
    commands,
    by,
    atMs,
    untilMs: atMs + limits.standingYesMs,
  };
}

/** Whether an earlier yes is for this job too. */
export function isCovered(
  yes: StandingYes,
  { member, pi, definition, asked }: YesFor,
  { needs, nowMs }: { needs: readonly ApprovalNeed[]; nowMs: number },
): boolean {
  const total = totalOf(asked);
  return (
    yes.member === member &&
    yes.pi === pi &&
    yes.definition === (yes.commands ? nameOf(definition) : definition) &&
    nowMs < yes.untilMs &&
    total.vcpus <= yes.vcpus &&
    total.memoryMiB <= yes.memoryMiB &&
    total.gpus <= yes.gpus &&
    (yes.commands || !needsCommand(needs))
  );
}

function needsCommand(needs: readonly ApprovalNeed[]): boolean {
  return needs.some(({ what }) => what === "command");
}

/** `align` of `align:14`. */
function nameOf(definition: string): string {
  return definition.replace(/:\d+$/, "");
}

/** Nobody says yes to their own job: the lab's other managers are asked, and where there are none, admins. */
export function approversOf(
  owner: MemberId,
  { managers, admins }: { managers: readonly MemberId[]; admins: readonly MemberId[] },
): readonly MemberId[] {
  const others = managers.filter((member) => member !== owner);
  return others.length > 0 ? others : admins.filter((member) => member !== owner);
}

/** How long it may run at the most, where it has a time limit: each attempt may last that long. */
export function mostHours({ timeoutSeconds, attempts }: Asked): number | undefined {
  return timeoutSeconds === undefined ? undefined : (timeoutSeconds * attempts) / 3_600;
}

/** All of it for as long; absent where it has no time limit. */
export function mostVcpuHours(asked: Asked): number | undefined {
  const hours = mostHours(asked);
  return hours === undefined ? undefined : totalOf(asked).vcpus * hours;
}
