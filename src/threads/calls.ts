import type { ChannelId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import type { Store } from "../store/open-store.ts";

/**
 * Whom a reply mentions as it is posted. Level, quiet hours and who watches were decided when it was saved; whether it is
 * one of a burst follows from the rows before it, and so is the same at every try, after a crash and on every replica.
 */
export async function callsOf(
  store: Store,
  row: NoticeRow,
  channel: ChannelId,
): Promise<readonly MemberId[]> {
  const { burst } = row;
  if (burst === undefined) return row.calls;
  const before = await store.bursts.callsBefore(
    { ...row, burst },
    { channel, withinMs: limits.burstMs, most: limits.burstCalls },
  );
  return before < limits.burstCalls ? row.calls : row.calls.filter((member) => member !== burst);
}
