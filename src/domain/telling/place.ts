import type { ChannelId } from "../ids.ts";
import { isOwnChannel, type Pi } from "../people/pi.ts";

/** `own`: only the lab reads there. Only there stand command, parameters and log lines unasked. */
export type Place = "own" | "elsewhere";

/** A direct message, opened or about to be, or the lab's own channel; none of them where other organisations read along. */
export function placeOf(pi: Pi | undefined, channel: ChannelId, isShared: boolean): Place {
  if (/^[DUW]/.test(channel)) return "own";
  return pi !== undefined && isOwnChannel(pi, channel) && !isShared ? "own" : "elsewhere";
}
