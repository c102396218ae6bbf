import type { ChannelId, ReferenceId } from "../domain/ids.ts";
import { channel } from "./people/people.ts";
import { buttons, spoken } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import type { NextStep } from "./text/next-step.ts";
import { code, type Piece, say } from "./text/prose.ts";
import { typed } from "./text/typed.ts";

export type TroubleView = {
  /** Whose it is, as far as it is known. */
  of: "us" | "aws";
  helpChannel?: ChannelId;
  /** How to go on with what was filled in. */
  steps?: readonly NextStep[];
};

/** Something failed on our side or at AWS; the reference is also in the log. */
export function trouble(reference: ReferenceId, { of, helpChannel, steps = [] }: TroubleView): Message {
  const where = helpChannel === undefined ? say`your admins` : channel(helpChannel);
  return spoken(
    say`${beginnings[of](typed("list"))} If it stays so, tell ${where} the reference ${code(reference, 80)}.`,
    buttons(...steps),
  );
}

const beginnings = {
  us: (list: Piece) =>
    say`Something went wrong on my side, and it is not your fault. Before you try again, ${list} shows what was done.`,
  aws: (list: Piece) =>
    say`AWS did not answer just now, and without it I cannot go on. Try again in a minute; ${list} shows what was done.`,
};
