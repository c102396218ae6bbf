import { noticeIdOf } from "../domain/derived-ids.ts";
import type { MessageTs, NoticeId } from "../domain/ids.ts";
import type { Thread } from "../store/thread-row.ts";
import type { DeliverContext } from "./deliver-context.ts";

/**
 * Somebody took away what stood as `ts`: it is posted once more. If that is taken away too it stays so, and what would
 * stand under a card stands alone. Told late of one that was posted anew since, it does nothing.
 */
export async function postAnew(
  { store, clock, onOutcome }: DeliverContext,
  gone: { notice: NoticeId; ts: MessageTs },
  thread: Thread,
): Promise<void> {
  const { notice, ts } = gone;
  const outcome = await store.transaction(async (tables) => {
    const isFirst = await tables.notices.postAnew(notice, ts, clock.nowMs());
    if (!isFirst && (await tables.notices.get(notice))?.ts !== ts) return undefined;
    if (!isFirst) await tables.notices.dead(notice, "taken away again", { state: "sent" });
    if (notice === noticeIdOf(thread.id, "card")) await tables.threads.cardGone(thread.id, ts);
    return isFirst ? "posted anew" : "dead";
  });
  if (outcome !== undefined) onOutcome(outcome);
}
