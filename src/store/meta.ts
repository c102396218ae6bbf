import type { Hold } from "./engine.ts";
import type { Db } from "./tables.ts";

export type Meta = ReturnType<typeof metaOn>;

/** Single facts of the installation: the Slack team, the bot's own ids. */
export function metaOn(db: Db, hold: Hold) {
  return {
    async get(key: string): Promise<string | undefined> {
      await hold.name(db, `meta ${key}`);
      return (await db.selectFrom("meta").select("value").where("key", "=", key).executeTakeFirst())?.value;
    },
    async set(key: string, value: string): Promise<void> {
      await db
        .insertInto("meta")
        .values({ key, value })
        .onConflict((c) => c.column("key").doUpdateSet({ value }))
        .execute();
    },
  };
}
