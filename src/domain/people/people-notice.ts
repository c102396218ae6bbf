/** What is told to people about people, apart from any job: who asks to be let in, who was, who is gone. */

import type { MemberId, PiName } from "../ids.ts";
import type { AccessOutcome, AccessRequest, AccessRound } from "./access-request.ts";
import type { Pause } from "./pause.ts";
import type { Role } from "./pi.ts";
import type { Question, QuestionAnswer } from "./question.ts";
import type { RefusedRole } from "./refused-role.ts";
import type { Standing } from "./standing.ts";

export type PeopleNotice = { kind: "people"; told: Told };

export type Told =
  /** To those who may let somebody in; closed once it is decided. */
  | { is: "access asked"; request: AccessRequest; round: AccessRound; outcome?: AccessOutcome }
  | { is: "access answered"; request: AccessRequest; outcome: AccessOutcome }
  /** To the person: somebody has put them on the roster, or changed what they are there. */
  | { is: "let in"; pi: PiName; role: Role; by?: MemberId; wasRole?: Role }
  | { is: "taken out"; pi: PiName; why: Ending; left: LeftBehind }
  /** To the lab's managers. */
  | { is: "left"; member: MemberId; hutchnet: string; pi: PiName; why: Ending; left: LeftBehind }
  /** To the admins; closed once it is answered. */
  | { is: "question asked"; question: Question; jobName?: string; answer?: QuestionAnswer }
  | { is: "question answered"; question: Question; answer: QuestionAnswer }
  /** To the lab; closed once it goes on. */
  | { is: "paused"; pi: PiName; pause: Pause; ended?: PauseEnd }
  /** To the admins: a lab's role lets us in no more. */
  | { is: "role refused"; role: RefusedRole }
  /** `other`: all labs are paused still, or this one is. */
  | { is: "resumed"; pi: PiName; by: MemberId; other?: Pause };

/** `changed`: it was paused anew, with another reason or another end. */
export type PauseEnd = { kind: "resumed" | "changed"; by: MemberId; atMs: number };

/** Why somebody is of a lab no longer. */
export type Ending =
  | { kind: "removed"; by: MemberId }
  | { kind: "labs file" }
  | { kind: "slack"; standing: Exclude<Standing, "member"> };

/** What of theirs was still there as they left: counts. */
export type LeftBehind = {
  /** Jobs that go on. */
  goOn: number;
  /** Jobs that waited for a yes, and are not sent. */
  withdrawn: number;
};

/** Whose names are needed to say it. */
export function peopleIn(told: Told): MemberId[] {
  switch (told.is) {
    case "access asked":
    case "access answered":
      return [
        told.request.member,
        ...(told.outcome !== undefined && "by" in told.outcome ? [told.outcome.by] : []),
      ];
    case "let in":
      return told.by === undefined ? [] : [told.by];
    case "taken out":
      return endedBy(told.why);
    case "left":
      return [told.member, ...endedBy(told.why)];
    case "question asked":
    case "question answered":
      return [told.question.member, ...(told.answer === undefined ? [] : [told.answer.by])];
    case "paused":
      return [told.pause.by, ...(told.ended === undefined ? [] : [told.ended.by])];
    case "role refused":
      return [];
    case "resumed":
      return [told.by, ...(told.other === undefined ? [] : [told.other.by])];
  }
}

function endedBy(why: Ending): MemberId[] {
  return why.kind === "removed" ? [why.by] : [];
}

/** By what else they go, where Slack does not tell their name. */
export function hutchnetIn(told: Told, member: MemberId): string {
  if ((told.is === "access asked" || told.is === "access answered") && told.request.member === member)
    return told.request.hutchnet;
  return told.is === "left" && told.member === member ? told.hutchnet : "somebody";
}
