import type { ChannelId } from "../domain/ids.ts";
import type { NoticeRow } from "./notice-row.ts";
import type { Db } from "./tables.ts";

export type Bursts = ReturnType<typeof burstsOn>;

/** How many people are called at once. */
export function burstsOn(db: Db) {
  return {
    /**
     * How many calls to a success of the same person came just before this one in a channel, `most` at most. What is
     * counted stands in rows that do not change: at each try, and on every replica, it is the same number.
     */
    async callsBefore(
      row: Pick<NoticeRow, "seq" | "createdAtMs"> & Required<Pick<NoticeRow, "burst">>,
      { channel, withinMs, most }: { channel: ChannelId; withinMs: number; most: number },
    ): Promise<number> {
      const rows = await db
        .selectFrom("notices as n")
        .innerJoin("threads as t", "t.id", "n.thread")
        .select("n.seq")
        .where("n.burst", "=", row.burst)
        .where("n.created_at_ms", ">", row.createdAtMs - withinMs)
        .where((e) =>
          e.or([
            e("n.created_at_ms", "<", row.createdAtMs),
            e.and([e("n.created_at_ms", "=", row.createdAtMs), e("n.seq", "<", row.seq)]),
          ]),
        )
        .where("t.channel", "=", channel)
        .limit(most)
        .execute();
      return rows.length;
    },
  };
}
