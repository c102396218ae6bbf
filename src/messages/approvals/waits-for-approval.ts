import type { Approval } from "../../domain/approval/approval.ts";
import type { Job } from "../../domain/job/job.ts";
import { understood } from "../submit/understood.ts";
import { buttons, spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { waitingSteps } from "./approval-steps.ts";
import { askedName, needsSentence } from "./approval-words.ts";

/** Who is asked: the lab's managers, its other managers where the owner is one, or admins where there are none. */
export type Asked = "managers" | "other-managers" | "admins";

export type WaitsView = { asked: Asked; cardLink?: string; said: readonly string[] };

export function waitsForApproval(
  job: Job,
  approval: Approval,
  { asked, cardLink, said }: WaitsView,
): Message {
  const reason =
    approval.reason.trim() === ""
      ? say`With a reason it is easier to say yes: next time add ${typed("submit --reason 'why'")}`
      : undefined;
  const prose = joined(
    [
      say`${askedName(job)} waits for a manager's yes; nothing was sent to AWS yet.`,
      needsSentence(job, approval),
      whoIsAsked[asked],
      say`You are told in ${cardLink === undefined ? "its thread" : link(cardLink, "its thread")}.`,
      reason,
    ],
    " ",
  );
  return spoken(prose, understood(said), buttons(...waitingSteps(job)));
}

const whoIsAsked: Readonly<Record<Asked, Prose>> = {
  managers: say`The lab's managers are asked.`,
  "other-managers": say`Nobody approves their own job, so the lab's other managers are asked.`,
  admins: say`The lab has no other manager, so the admins are asked.`,
};

/** Nobody is there to say yes: better said before it waits in vain. */
export function nobodyApproves(job: Pick<Job, "pi">, approval: Approval): Message {
  return spoken(
    say`Nothing was submitted. ${needsSentence(job, approval)} The lab has no other manager than its owner, and there is no other admin who could say it. Ask for less, or ask your admins to name a manager.`,
  );
}
