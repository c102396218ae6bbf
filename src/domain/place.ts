import type { ChannelId } from "./ids.ts";
import { isOwnChannel, type Pi } from "./pi.ts";

/** `own`: the lab's own channel or a direct message. Only there stand command, parameters and log lines unasked. */
export type Place = "own" | "elsewhere";

export function placeOf(pi: Pi | undefined, channel: ChannelId): Place {
  return channel.startsWith("D") || (pi !== undefined && isOwnChannel(pi, channel)) ? "own" : "elsewhere";
}
