/** What people read of a pause, wherever it is told: since when, by whom, why, until when, and whom to ask. */
import type { PiName } from "../../domain/ids.ts";
import type { Pause } from "../../domain/people/pause.ts";
import { moment } from "../text/moment.ts";
import { joined, type Prose, quoted, say, sentence } from "../text/prose.ts";
import { personName } from "./people.ts";

export type PauseView = { pause: Pause; byName: string };

/** "Submitting in peters-u is paused since today at 10:47 by U. Peters: “…”." */
export function isPausedSentence({ pause, byName }: PauseView): Prose {
  const { scope, atMs, reason } = pause;
  return sentence(
    say`Submitting ${whereWords(scope)} is paused ${moment(atMs, "since")} by ${personName(byName)}: ${quoted(reason)}`,
  );
}

/** Where it is, and when it goes on. */
export function pauseLine(view: PauseView): Prose {
  return joined([isPausedSentence(view), lastsSentence(view.pause)], " ");
}

/** When one may go on, and whom to ask before. */
export function whenAndWhom(view: PauseView): Prose {
  return say`${lastsSentence(view.pause)} If it cannot wait, ask ${personName(view.byName)}.`;
}

export function lastsSentence({ scope, untilMs, byAdmin }: Pause): Prose {
  if (untilMs !== undefined) return say`It lasts ${moment(untilMs, "until")}, unless it is ended before.`;
  const who = byAdmin === true || scope === "all" ? "an admin" : "a manager of the lab or an admin";
  return say`It lasts until ${who} ends it.`;
}

export function whereWords(scope: PiName | "all"): string {
  return scope === "all" ? "in all labs" : `in ${scope}`;
}
