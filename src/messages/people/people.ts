/** Who and where, as pieces of a sentence: an id that is not Slack's is only text. */
import type { ChannelId, MemberId } from "../../domain/ids.ts";
import { type Prose, say } from "../text/prose.ts";

/** Only where it is the person's turn, or their job has ended. */
export function mention(member: MemberId): Prose {
  return /^[UW][A-Z0-9]+$/.test(member) ? [{ kind: "mention", member }] : say`${member}`;
}

export function channel(id: ChannelId): Prose {
  return /^[CGD][A-Z0-9]+$/.test(id) ? [{ kind: "channel", channel: id }] : say`${id}`;
}

/** A name people know the person by; display names come from outside and may be empty. */
export function personName(name: string): string {
  return name.trim() === "" ? "someone" : name;
}
