import type {
  ChannelId,
  FileId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
  SnippetId,
  SubmissionId,
} from "../domain/ids.ts";
import type { SnippetState } from "../domain/logs/snippet.ts";

/** Of the pieces of logs that people share. */
export type SnippetSchema = {
  snippets: {
    id: SnippetId;
    job: SubmissionId;
    pi: PiName;
    member: MemberId;
    channel: ChannelId;
    notice: NoticeId;
    state: SnippetState;
    /** Emptied once it is posted, or is to be posted no more: nothing of the lines is kept. */
    content: string | null;
    file: FileId | null;
    ts: MessageTs | null;
    taken_by: MemberId | null;
    /** When somebody is to see what became of it. */
    due_ms: number | null;
    /** How often somebody has begun to take it away. */
    tries: number;
    at_ms: number;
  };
};
