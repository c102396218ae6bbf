/** To who asks to be let into a lab: that it was asked, or why it was not. */
import type { DraftId, PiName } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { code, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { askAgain } from "./access-answered.ts";

/** Who the managers are is for the lab to know. */
export function accessAsked(pi: PiName, round: "first" | "admins"): Message {
  return spoken(
    round === "first"
      ? say`The managers of ${pi} are asked to let you in. You hear of it in your direct messages; if none of them answers within 4 hours, the admins are asked too.`
      : say`The admins are asked to let you into ${pi}, which has no manager here who could. You hear of it in your direct messages.`,
  );
}

export function accessAskedBefore(pi: PiName, askedAtMs: number): Message {
  return spoken(
    say`You wait for an answer from ${pi} already, ${moment(askedAtMs, "asked")}. You hear of it in your direct messages; nobody was asked twice.`,
  );
}

export function inLabAlready(pi: PiName): Message {
  return spoken(
    say`You are in ${pi} already.`,
    buttons({ verb: "submit", label: "Submit a job" }, { verb: "whoami", label: "What I may do" }),
  );
}

/** `meant`: the same with the name that is one slip away. */
export function unknownLab(pi: string, meant?: { pi: PiName; draft: DraftId }): Message {
  if (meant === undefined)
    return spoken(
      say`No lab ${code(pi, 60)} works with me, so nobody was asked. It is written like ${code("peters-u")}: last name, dash, first initial. If the spelling is right, ask the admins to take the lab in.`,
      buttons(askAgain, { verb: "ask", label: "Ask the admins" }),
    );
  return spoken(
    say`No lab ${code(pi, 60)} works with me, so nobody was asked. Did you mean ${code(meant.pi, 60)}?`,
    buttons(
      {
        verb: "access request",
        step: "corrected",
        label: `Ask ${meant.pi}`,
        value: meant.draft,
        style: "primary",
      },
      askAgain,
    ),
  );
}

/** Nothing suggests it, and it stands in the names of all their jobs. */
export function hutchnetNeeded(pi: PiName): Message {
  return spoken(
    say`Tell me your HutchNet ID too, so that the managers of ${pi} know who asks: ${typed(`access request ${pi} --hutchnet jblow`)}`,
    buttons(askAgain),
  );
}

export function slackSilent(): Message {
  return spoken(
    say`Slack does not tell me at the moment who that person is, so nothing was changed. Try again in a minute.`,
  );
}
