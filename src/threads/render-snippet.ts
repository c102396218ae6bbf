import type { ChannelId, NoticeId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { SnippetNotice } from "../domain/telling/notice.ts";
import { Trouble } from "../domain/trouble.ts";
import { snippetPost } from "../messages/sharing/snippet-post.ts";
import { snippetFailed } from "../messages/sharing/snippet-shared.ts";
import type { Rendered, RenderOptions } from "./render.ts";

type Post = { notice: NoticeId; job: Job; channel: ChannelId };

/** A piece of a log as it is posted. Whether it may be is asked once more: much may have changed while it waited. */
export async function renderSnippet(
  options: Pick<RenderOptions, "snippetOf" | "mayStand" | "placeOf" | "nameOf">,
  body: SnippetNotice,
  { notice, job, channel }: Post,
): Promise<Rendered> {
  const subject = job.batchId === undefined ? { submission: job.id } : { job: job.batchId };
  const metadata = { kind: "snippet", ...subject, notice };
  const snippet = await options.snippetOf(body.snippet);
  if (snippet !== undefined && body.failed) return { message: snippetFailed(job, snippet), metadata };
  // Taken back this very moment: its notice is dead, and what becomes of this try counts no more.
  if (snippet?.content === undefined) throw new Trouble("later", "snippet_taken_back");
  if (!(await options.mayStand(snippet, channel))) throw new Trouble("permanent", "snippet_not_allowed");
  // The jobs of a batch are named after their values, which are parameters.
  const isNameKept = job.batchRow === undefined || (await options.placeOf(job, channel)) === "own";
  const told = isNameKept ? job : { ...job, name: `Job ${job.batchRow}` };
  const sharerName = await options.nameOf(snippet.by, "somebody");
  const { message, file } = snippetPost(snippet.content, { id: snippet.id, job: told, sharerName });
  return { message, metadata, ...(file === undefined ? {} : { file }) };
}
