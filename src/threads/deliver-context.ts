/** What the makers of work share, and what they make. */
import type { Logger } from "pino";
import type { NoticeId } from "../domain/ids.ts";
import type { PacedCall } from "../domain/telling/slack-pace.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Posts } from "../slack/posts.ts";
import type { Uploads } from "../slack/upload.ts";
import type { Store } from "../store/open-store.ts";
import type { Pace } from "./pace.ts";
import type { Render } from "./render.ts";
import type { SlackHealth } from "./slack-health.ts";

/** What of Slack a thread needs. */
export type ThreadPosts = Pick<
  Posts,
  | "post"
  | "edit"
  | "find"
  | "directChannel"
  | "isClosed"
  | "isLockedOut"
  | "isAboutTheForm"
  | "isGone"
  | "probe"
>;

/** What of uploads a thread needs. */
export type ThreadUploads = Pick<Uploads, "put" | "share" | "sharedIn">;

export type DeliverOptions = {
  store: Store;
  posts: ThreadPosts;
  uploads: ThreadUploads;
  pace: Pace;
  render: Render;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  /** A card, or a piece of a log, stands in Slack now. */
  onPosted(): void;
  onOutcome(outcome: DeliveryOutcome): void;
};

export type DeliveryOutcome =
  | "sent"
  | "edited"
  | "later"
  | "uncertain"
  | "dead"
  | "moved"
  | "posted anew"
  | "in plain words"
  | "unreadable";

/** One thing to do in Slack, not before it is due. Lower goes first. */
export type Work = { about: NoticeId; urgency: number; dueMs: number; call: PacedCall; run(): Promise<void> };

export type DeliverContext = DeliverOptions & {
  health: SlackHealth;
  /** How often in a row Slack did not take an edit. Forgotten by a restart, it is tried again the sooner. */
  refusals: Map<NoticeId, number>;
};
