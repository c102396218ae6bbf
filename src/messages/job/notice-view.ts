import type { MemberId } from "../../domain/ids.ts";
import type { Place } from "../../domain/telling/place.ts";

/** How a reply is seen where it stands. */
export type NoticeView = {
  place: Place;
  /** Whether the owner is mentioned. */
  mention: boolean;
  /** Who else is mentioned, because they asked to be. */
  watchers?: readonly MemberId[];
  /** It is a message of its own to one of them. */
  isToWatcher?: true;
  ownerId: MemberId;
  ownerName: string;
  /** Who asked for the stop, where that is not the owner. */
  stopperName?: string;
  /** Who gave the yes that it needed, or did not. */
  deciderName?: string;
  consoleLink?: string;
  /** Whether a part of an array can be run again in this lab. */
  retriesFailed?: boolean;
  /** Whether log lines are shared with others in this lab. */
  sharesLogs?: boolean;
};
