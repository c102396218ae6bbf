import type { AccountId } from "../ids.ts";

/** An event as it came, without environment and command. */
export type InboxEvent = {
  eventId: string;
  account: AccountId;
  detailType: string;
  body: string;
  receivedAtMs: number;
};

/** What somebody has sent, as it came: whether it is an event, and theirs to send, is still to be seen. */
export type Arrival = {
  text: string;
  /** The accounts whose events its sender may send. */
  speaksFor: readonly AccountId[];
  receivedAtMs: number;
};

/** What becomes of what has come in. */
export type Arrived =
  /** It is kept, and will be applied. */
  | { kind: "taken" }
  | { kind: "not an event" }
  /** Its sender does not speak for its account, or it names another one's job, queue or definition. */
  | { kind: "not its account's"; account: AccountId; eventId: string };
