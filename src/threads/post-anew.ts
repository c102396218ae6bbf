import { noticeIdOf } from "../domain/derived-ids.ts";
import type { NoticeId } from "../domain/ids.ts";
import type { Thread } from "../store/thread-row.ts";
import type { DeliverContext } from "./deliver.ts";

/**
 * Somebody took a message away: what it says is posted once more. If that is taken away too it stays so, and what
 * would stand under a card stands alone.
 */
export async function postAnew(
  { store, clock, onOutcome }: DeliverContext,
  id: NoticeId,
  thread: Thread,
): Promise<void> {
  const isAnew = await store.transaction(async (tables) => {
    const isFirst = await tables.notices.postAnew(id, clock.nowMs());
    if (!isFirst) await tables.notices.dead(id, "taken away again", { state: "sent" });
    if (id === noticeIdOf(thread.id, "card")) await tables.threads.cardGone(thread.id);
    return isFirst;
  });
  onOutcome(isAnew ? "posted anew" : "dead");
}
