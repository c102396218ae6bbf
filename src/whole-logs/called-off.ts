/** Why work on a whole log ends before its end: nothing went wrong. */
export class CalledOff extends Error {
  readonly why: /** The person asked for it. */
    | "stopped"
    /** The person may not read it any more. */
    | "no access"
    /** Another replica has it by now. */
    | "lost"
    /** This process is ending. */
    | "ending";

  constructor(why: CalledOff["why"]) {
    super(`called off: ${why}`);
    this.name = "CalledOff";
    this.why = why;
  }
}
