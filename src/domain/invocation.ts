import type { ChannelId, DraftId, InvocationId, MemberId, MessageTs, TeamId } from "./ids.ts";

/** What a person asked for, whichever door it came through. */
export type Invocation = {
  id: InvocationId;
  verb: string;
  input: InvocationInput;
  who: { member: MemberId; team: TeamId };
  where: { channel: ChannelId; threadTs?: MessageTs };
  via: "slash" | "mention" | "button";
  reply: ReplyAddress;
};

/** Typed text after the verb; or a button's step with what it carries. */
export type InvocationInput =
  | { kind: "text"; text: string }
  | { kind: "step"; step: string; draft?: DraftId; job?: string };

/** Where the door delivers the answer. A `responseUrl` lasts for 5 uses in 30 minutes. */
export type ReplyAddress = {
  responseUrl?: string;
  /** The private message the button stands in is replaced by the answer. */
  replaceOriginal?: true;
  receivedAtMs: number;
};
