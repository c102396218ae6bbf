/** A piece of a log is shared: saved, posted by `threads/`, and its sharer told where it stands. */
import { noticeIdOf, snippetIdOf, snippetThreadIdOf } from "../../domain/derived-ids.ts";
import type { ChannelId, SnippetId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import type { SnippetContent } from "../../domain/logs/snippet.ts";
import { snippetFailed, snippetOnItsWay, snippetShared } from "../../messages/sharing/snippet-shared.ts";
import { snippetTaken } from "../../messages/sharing/snippet-taken.ts";
import type { Tables } from "../../store/tables.ts";
import type { Thread } from "../../store/thread-row.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";

export type SharedPiece = {
  content: SnippetContent;
  channel: ChannelId;
  /** The job's, where it goes into that. */
  thread?: Thread | undefined;
};

/** Carried out twice, after a crash, it is the same piece. */
export async function sharePiece(request: Request, job: Job, shared: SharedPiece): Promise<Answer> {
  const { services, invocation } = request;
  const id = snippetIdOf(invocation.id);
  await services.store.transaction((tables) => save(tables, request, { ...shared, id, job }));
  services.changed();
  const snippet = await services.snippetOnce(id, { while: "waiting", waitMs: limits.snippetAnswerMs });
  const known = snippet ?? { id, channel: shared.channel };
  const about = { job, snippet: known, content: shared.content };
  switch (snippet?.state) {
    case "posted": {
      const { channel, ts } = snippet;
      const postLink = ts === undefined ? undefined : await services.permalink(channel, ts);
      return toMe(snippetShared({ ...about, ...(postLink === undefined ? {} : { postLink }) }));
    }
    case "failed":
      return toMe(snippetFailed(job, known));
    case "taking":
    case "taken":
    case "gone":
      return toMe(snippetTaken({ job, snippet }));
    case "waiting":
    case undefined:
      return toMe(snippetOnItsWay(about));
  }
}

async function save(
  tables: Tables,
  { member, invocation, nowMs }: Request,
  { id, job, content, channel, thread: own }: SharedPiece & { id: SnippetId; job: Job },
): Promise<void> {
  if ((await tables.snippets.get(id)) !== undefined) return;
  const { subject, pi } = job;
  const thread = own?.id ?? snippetThreadIdOf(id, channel);
  if (own === undefined)
    await tables.threads.addBare({ id: thread, subject, job: job.id, pi, channel, fallbacks: [] });
  const notice = noticeIdOf(thread, id);
  await tables.snippets.add({
    id,
    job: job.id,
    pi,
    by: member.id,
    channel,
    notice,
    content,
    atMs: nowMs,
    dueMs: nowMs + limits.snippetLookMs,
  });
  await tables.notices.add({
    id: notice,
    thread,
    job: job.id,
    key: id,
    body: { kind: "snippet", snippet: id },
    createdAtMs: nowMs,
  });
  await tables.audit.append({
    atMs: nowMs,
    member: member.id,
    via: invocation.via,
    verb: "share",
    pi,
    job: job.batchId ?? job.id,
    outcome: "done",
    detail: {
      deed: "shared",
      snippet: id,
      channel,
      lines: content.lines.length,
      masked: content.masked,
      invocation: invocation.id,
    },
  });
}
