/** Told to a lab: submitting is paused, and goes on. */
import type { PauseEnd, Told } from "../../domain/people/people-notice.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { joined, type Prose, quoted, say } from "../text/prose.ts";
import type { NameOf } from "./name-of.ts";
import { isPausedSentence, lastsSentence, pauseLine, whereWords } from "./pause-words.ts";
import { personName } from "./people.ts";

export function pausedTold({ pause, ended }: Extract<Told, { is: "paused" }>, nameOf: NameOf): Message {
  const view = { pause, byName: nameOf(pause.by) };
  if (ended !== undefined)
    return spoken(
      say`Submitting ${whereWords(pause.scope)} was paused by ${personName(view.byName)} ${moment(pause.atMs, "from")} ${moment(ended.atMs, "until")}: ${quoted(pause.reason)}. ${endWords(ended, nameOf)}`,
    );
  return spoken(
    joined(
      [
        isPausedSentence(view),
        lastsSentence(pause),
        say`Jobs that AWS has go on, and looking and stopping work as always.`,
      ],
      " ",
    ),
    buttons({ verb: "list", label: "My jobs" }),
  );
}

function endWords({ kind, by }: PauseEnd, nameOf: NameOf): Prose {
  const who = personName(nameOf(by));
  return kind === "resumed"
    ? say`${who} has ended the pause, and it goes on.`
    : say`${who} has paused it anew then, as told below.`;
}

export function resumedTold({ pi, by, other }: Extract<Told, { is: "resumed" }>, nameOf: NameOf): Message {
  const who = personName(nameOf(by));
  if (other !== undefined)
    return spoken(
      say`${who} has ended a pause, but nothing is submitted in ${pi} yet. ${pauseLine({ pause: other, byName: nameOf(other.by) })}`,
    );
  return spoken(
    say`Submitting in ${pi} goes on: ${who} has ended the pause. What waited for it is sent now.`,
    buttons({ verb: "submit", label: "Submit a job" }),
  );
}
