/** To who pauses submitting, or resumes it. */
import type { PiName } from "../../domain/ids.ts";
import type { Pause, PauseScope } from "../../domain/people/pause.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import type { NextStep } from "../text/next-step.ts";
import { counted } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { lastsSentence, type PauseView, pauseLine, whereWords } from "./pause-words.ts";
import { personName } from "./people.ts";

export type PausedView = {
  pause: Pause;
  /** What was in force before. */
  before?: PauseView;
  /** In how many labs' channels it is told. */
  labs: number;
  resume: NextStep;
};

export function youPaused({ pause, before, labs, resume }: PausedView): Message {
  const instead =
    before === undefined
      ? undefined
      : say`That takes the place of the pause ${moment(before.pause.atMs, "of")} by ${personName(before.byName)}.`;
  return spoken(
    joined(
      [
        say`Submitting ${whereWords(pause.scope)} is paused: nothing is sent to AWS from now on, through whatever door.`,
        instead,
        lastsSentence(pause),
        say`Jobs that AWS has go on, and looking and stopping work as always; ${where(pause.scope, labs)} told, and so is whoever tries.`,
      ],
      " ",
    ),
    buttons(resume),
  );
}

function where(scope: PauseScope, labs: number): string {
  return scope === "all" ? `the channels of ${counted(labs, "lab")} are` : "the lab's channel is";
}

/** `other`: what keeps it from going on. */
export function youResumed(scope: PauseScope, { other }: { other?: PauseView | undefined } = {}): Message {
  if (other !== undefined)
    return spoken(
      say`That pause is ended, but nothing is submitted ${whereWords(scope)} yet. ${pauseLine(other)}`,
    );
  return spoken(
    say`Submitting ${whereWords(scope)} goes on, and what waited for it is sent now.`,
    buttons({ verb: "submit", label: "Submit a job" }),
  );
}

export function notPaused(scope: PauseScope, { other }: { other?: PauseView | undefined } = {}): Message {
  if (other !== undefined) return spoken(say`${nobody(scope)} ${pauseLine(other)}`);
  return spoken(say`Submitting ${whereWords(scope)} is not paused.`);
}

function nobody(scope: PauseScope): Prose {
  return scope === "all" ? say`Not all labs are paused.` : say`It is not ${scope} alone that is paused.`;
}

/** Of the lab, but not one who may. */
export function notYoursToPause(pi: PiName): Message {
  return spoken(
    say`Nothing was changed: submitting in ${pi} is paused and resumed by its managers and by admins. Ask one of them.`,
  );
}

export function adminsPauseAll(example: PiName | undefined): Message {
  const own =
    example === undefined
      ? undefined
      : say` For your lab alone, type ${typed(`pause ${example} --reason 'why'`)}.`;
  return spoken(say`Nothing was changed: only admins pause all labs, and resume them.${own}`);
}

/** An admin has paused it, and a manager would change that. */
export function adminsPause(view: PauseView): Message {
  return spoken(
    say`Nothing was changed: what an admin has paused is for admins to change. ${pauseLine(view)} Ask ${personName(view.byName)}.`,
    buttons({ verb: "ask", label: "Ask the admins" }),
  );
}
