/** What somebody asks the admins for, and their answer. */
import type { MemberId, PiName, QuestionId, SubmissionId } from "../ids.ts";

export const topics = ["vcpus", "queue", "other"] as const;
export type Topic = (typeof topics)[number];

export type Question = {
  id: QuestionId;
  member: MemberId;
  topic: Topic;
  text: string;
  /** The job that waits for it. */
  job?: SubmissionId;
  pi?: PiName;
  /** Where its card stands in Slack. */
  link?: string;
  askedAtMs: number;
};

export type QuestionAnswer = { by: MemberId; atMs: number; text: string };
