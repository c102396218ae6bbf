/** What is done about people, each deed in the transaction that is under way. */
import type { RoleTakenOn } from "../domain/people/refused-role.ts";
import { type Answering, answerQuestion, askAdmins, type QuestionAsking } from "./ask-admins.ts";
import { type AccessEnd, endAccess, type Heard, hearStanding } from "./end-access.ts";
import { followLabsFile } from "./follow-labs-file.ts";
import { importRoster, type RosterImport } from "./import-roster.ts";
import type { RecordTime } from "./record-job.ts";
import {
  type AccessAsking,
  type AccessDecision,
  askForAccess,
  askOneRound,
  type LettingIn,
  letIn,
  settleAccess,
} from "./settle-access.ts";
import { type Pausing, pauseSubmitting, type Resuming, resumeSubmitting } from "./settle-pause.ts";
import type { Tables } from "./tables.ts";
import { hearRoleMended, type RoleRefusal, tellOfRole } from "./tell-of-role.ts";

export type People = ReturnType<typeof peopleOn>;

export function peopleOn(tables: () => Tables) {
  return {
    askForAccess: (asking: AccessAsking, nowMs: number) => askForAccess(tables(), asking, nowMs),
    askOneRound: (asking: AccessAsking, nowMs: number) => askOneRound(tables(), asking, nowMs),
    settleAccess: (decision: AccessDecision, nowMs: number) => settleAccess(tables(), decision, nowMs),
    letIn: (letting: LettingIn, nowMs: number) => letIn(tables(), letting, nowMs),
    endAccess: (end: AccessEnd, time: RecordTime) => endAccess(tables(), end, time),
    hearStanding: (heard: Heard, time: RecordTime) => hearStanding(tables(), heard, time),
    importRoster: (importing: RosterImport, time: RecordTime) => importRoster(tables(), importing, time),
    followLabsFile: (lab: Parameters<typeof followLabsFile>[1], time: RecordTime) =>
      followLabsFile(tables(), lab, time),
    pauseSubmitting: (pausing: Pausing, nowMs: number) => pauseSubmitting(tables(), pausing, nowMs),
    resumeSubmitting: (resuming: Resuming, nowMs: number) => resumeSubmitting(tables(), resuming, nowMs),
    tellOfRole: (refusal: RoleRefusal, nowMs: number) => tellOfRole(tables(), refusal, nowMs),
    hearRoleMended: (role: RoleTakenOn) => hearRoleMended(tables(), role),
    askAdmins: (asking: QuestionAsking, nowMs: number) => askAdmins(tables(), asking, nowMs),
    answerQuestion: (answering: Answering, nowMs: number) => answerQuestion(tables(), answering, nowMs),
  };
}
