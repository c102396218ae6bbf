import type { MemberId, PiName } from "../ids.ts";
import { type Member, membershipIn } from "./member.ts";
import type { Pause } from "./pause.ts";
import type { Pi } from "./pi.ts";

/** What a person may want to do. `any` needs nothing: help, whoami. */
export type Action =
  | "any"
  | "submit"
  | "see"
  | "logs"
  | "end-live-log"
  | "cancel"
  | "tell"
  | "tell-channel"
  | "define"
  | "approve"
  | "recipe"
  | "share"
  | "take-back"
  | "roster"
  | "let-in"
  | "let-go"
  | "pause"
  | "check"
  | "audit";

/** What it is done to. */
export type AccessSubject = { pi: Pi; owner?: MemberId };

export type Decision = { allowed: true } | { allowed: false; why: Refusal };

export type Refusal =
  /** Not of this PI: answered as if what was asked for did not exist, unless the person named the PI. */
  | { kind: "not-in-lab"; pi: PiName }
  /** Of the PI, but only the owner and managers may; where it is nobody's own, only managers. */
  | { kind: "owner-only"; pi: PiName }
  /** Of the PI, but the labs file lets nobody do that there. */
  | { kind: "lab-off"; pi: PiName }
  /** Of the PI, but only managers may. */
  | { kind: "managers-only"; pi: PiName }
  /** Whoever it is: nobody decides over their own. */
  | { kind: "own"; pi: PiName };

type Standing = "owner" | "member" | "manager" | "admin" | "outside";

/** The only access rules: per action, who may. */
const rules: Record<Action, (standing: Standing, pi: Pi) => boolean> = {
  any: () => true,
  submit: (standing) => standing !== "outside",
  see: (standing) => standing !== "outside",
  logs: (standing) => standing !== "outside",
  /** One that others follow; who follows it may do so themselves. */
  "end-live-log": (standing) => standing !== "outside" && standing !== "member",
  /** What is told of a job in its thread, and of all of the lab's in a channel. */
  tell: (standing) => standing !== "outside" && standing !== "member",
  /** To change or remove one that is there: whose it is, and managers. */
  recipe: (standing) => standing !== "outside" && standing !== "member",
  "tell-channel": isInCharge,
  /** To register a job definition in the lab's account: who defines what runs brings a command of their own. */
  define: (standing, pi) =>
    standing !== "outside" && pi.mayDefine && (pi.commands === "any" || isInCharge(standing)),
  approve: isInCharge,
  /** A piece of a log, with who can not see the job. */
  share: (standing, pi) => standing !== "outside" && pi.logs.share !== "off",
  /** What somebody else has shared. */
  "take-back": isInCharge,
  /** To read who is in the lab. */
  roster: isInCharge,
  /** To read who did what in it. */
  audit: isInCharge,
  "let-in": isInCharge,
  /** `owner`: who is to go. Everybody may leave. */
  "let-go": (standing) => standing === "owner" || isInCharge(standing),
  /** To pause and resume submitting. */
  pause: isInCharge,
  /** To see what it has in AWS besides jobs. */
  check: isInCharge,
  cancel: (standing, pi) => standing !== "outside" && (standing !== "member" || pi.stop === "lab"),
};

/** Why who is of the PI may not, where that is not because it is another's. */
const refusals: Partial<Record<Action, (pi: Pi) => "lab-off" | "managers-only">> = {
  define: ({ mayDefine }) => (mayDefine ? "managers-only" : "lab-off"),
  approve: () => "managers-only",
  share: () => "lab-off",
  roster: () => "managers-only",
  audit: () => "managers-only",
  "let-in": () => "managers-only",
  "let-go": () => "managers-only",
  pause: () => "managers-only",
  check: () => "managers-only",
};

/** What nobody decides for themselves, whoever they are. */
const noneOfTheirOwn: ReadonlySet<Action> = new Set(["approve", "let-in"]);

/** May this person do that to this subject? The one place where it is decided. */
export function may(member: Member, action: Action, subject: AccessSubject): Decision {
  const standing = standingOf(member, subject);
  if (noneOfTheirOwn.has(action) && subject.owner === member.id && standing !== "outside")
    return { allowed: false, why: { kind: "own", pi: subject.pi.name } };
  // Whoever shared something may always take it back, of the lab or not.
  if (action === "take-back" && subject.owner === member.id) return { allowed: true };
  if (rules[action](standing, subject.pi)) return { allowed: true };
  const kind = standing === "outside" ? "not-in-lab" : (refusals[action]?.(subject.pi) ?? "owner-only");
  return { allowed: false, why: { kind, pi: subject.pi.name } };
}

function isInCharge(standing: Standing): boolean {
  return standing === "manager" || standing === "admin";
}

function standingOf(member: Member, { pi, owner }: AccessSubject): Standing {
  if (member.isAdmin) return "admin";
  const membership = membershipIn(member, pi.name);
  if (membership === undefined) return "outside";
  if (membership.role === "manager") return "manager";
  return owner === member.id ? "owner" : "member";
}

/** Whether they pause all labs at once, and resume them. */
export function mayPauseAll(member: Member): boolean {
  return member.isAdmin;
}

/** Whether they change or end a pause of a lab that is theirs to pause: an admin's is for admins. */
export function mayLift(member: Member, { byAdmin }: Pick<Pause, "byAdmin">): boolean {
  return byAdmin !== true || member.isAdmin;
}

/** Whether they answer what people ask of the admins. */
export function mayAnswer(member: Member): boolean {
  return member.isAdmin;
}
