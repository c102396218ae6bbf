/** What a scenario is made of, so that a list of steps reads as what happens. */
import type { Player, Status, Step } from "./scenario.ts";

/** The player of the scenario does, unless it says who else. */
export function types(text: string, by?: Player): Step {
  return { kind: "type", text, ...(by === undefined ? {} : { by }) };
}

/** A button of the newest private answer that has these words. */
export function presses(actionId: string, { answer: words }: { answer: string }): Step {
  return { kind: "press", actionId, words };
}

/** Reached, or passed by, in this attempt or a later one. */
export function waitsFor(what: { job: string; status: Status; attempt?: number }): Step {
  return { kind: "wait", attempt: 1, ...what };
}

export function pauses(seconds: number): Step {
  return { kind: "pause", seconds };
}

/** Until the reader presses the button, or has looked long enough. */
export function staysUntil(what: { pressed: string; atMostSec: number }): Step {
  return { kind: "stay", button: what.pressed, atMostSec: what.atMostSec };
}

/** The spot market takes the machine of a running job. */
export function reclaims(job: string): Step {
  return { kind: "reclaim", job };
}

/** Nothing of the queue starts any more, for the reason that AWS gives. */
export function blocks(what: { queue: string; reason: string }): Step {
  return { kind: "block", ...what };
}

export function unblocks(queue: string): Step {
  return { kind: "unblock", queue };
}

/** A switch of the local AWS's panel, by its id. */
export function faultOn(id: string): Step {
  return { kind: "fault", id, is: "on" };
}

export function faultOff(id: string): Step {
  return { kind: "fault", id, is: "off" };
}

/** As kill -9 does; the playground starts it again. */
export function killsTheBot(): Step {
  return { kind: "kill-bot" };
}
