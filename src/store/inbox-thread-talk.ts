/** What a store and the thread of its inbox say to each other. */
import type { Arrival, InboxEvent } from "../domain/event/inbox-event.ts";
import type { WhichRows } from "./handed-row.ts";

export type ToInbox = { id: number } & InboxQuestion;

export type InboxQuestion =
  | { what: "take"; arrivals: readonly (Arrival | InboxEvent)[] }
  | { what: "remove"; seqs: readonly number[] }
  | { what: "oldest"; limit: number }
  | { what: "read"; which: WhichRows }
  | { what: "those"; seqs: readonly number[] }
  | { what: "depth" }
  | { what: "holds more than"; rows: number }
  | { what: "scrub" }
  | { what: "close" };

/** What is answered at the same moment. */
export type FromInbox = readonly InboxAnswer[];

export type InboxAnswer = { id: number; value: unknown } | { id: number; failed: string };
