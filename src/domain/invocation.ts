import type { ChannelId, DraftId, InvocationId, MemberId, MessageTs, TeamId } from "./ids.ts";

/** What a person asked for, whichever door it came through. */
export type Invocation = {
  id: InvocationId;
  verb: string;
  input: InvocationInput;
  who: { member: MemberId; team: TeamId };
  where: { channel: ChannelId; threadTs?: MessageTs };
  via: "slash" | "mention" | "button" | "home" | "form" | "shortcut";
  reply: ReplyAddress;
};

/**
 * Typed text, the verb first; or a button: its step, and the bare id it carries; or the Home tab was opened; or a form
 * that was sent, with the id it carries.
 */
export type InvocationInput =
  | { kind: "text"; text: string }
  | { kind: "step"; step?: string; value: string }
  | { kind: "home" }
  | { kind: "form"; value: string; filled: Filled }
  /** What stands in a message that somebody has written, for a verb that reads it; as Slack has it. */
  | { kind: "message"; text: string; files: readonly AttachedFile[]; author?: MemberId };

/** Of a message; what is in it is read when it is needed. */
export type AttachedFile = { id: string; name: string };

/** What stands in the fields of a form: by field the text, several where several can be chosen, none where it is empty. */
export type Filled = Readonly<Record<string, readonly string[]>>;

/** What a draft's button sets off happens once, however often it is pressed. */
export function draftInvocationId(draft: DraftId, action: string, member: MemberId): InvocationId {
  return `${draft} ${action} ${member}` as InvocationId;
}

/** A button's value is a draft's id, a job's, or nothing. */
export function isDraftId(value: string): value is DraftId {
  return value.startsWith("d_");
}

/** Where the door delivers the answer. A `responseUrl` lasts for 5 uses in 30 minutes. */
export type ReplyAddress = {
  responseUrl?: string;
  /** The private message the button stands in is replaced by the answer. */
  replaceOriginal?: true;
  /** There is no message beside which the answer could stand: it goes to the person's direct messages. */
  isDirect?: true;
  /** Opens one view, within 3 s of the request. */
  triggerId?: string;
  receivedAtMs: number;
};
