import type { DeliverContext, Work } from "./deliver-context.ts";
import { lookWork } from "./look.ts";
import { postWork } from "./post.ts";

/** Posts that are to be made, and those to be looked for because nobody knows whether they were. */
export async function postsDue(context: DeliverContext): Promise<Work[]> {
  const heads = await context.store.notices.heads(context.clock.nowMs(), headsPerTurn);
  return heads.map(({ notice, thread }) =>
    notice.state === "uncertain" ? lookWork(context, notice, thread) : postWork(context, notice, thread),
  );
}

/** One of each channel that has something to say, and one of each that looks for something. */
const headsPerTurn = 500;
