import type { ChannelId, ReferenceId } from "../domain/ids.ts";
import { spoken } from "./block.ts";
import type { Message } from "./message.ts";
import { channel } from "./people.ts";
import { code, say } from "./prose.ts";
import { typed } from "./typed.ts";

/** Something failed on our side or at AWS; the reference is also in the log. */
export function trouble(reference: ReferenceId, { helpChannel }: { helpChannel?: ChannelId } = {}): Message {
  const where = helpChannel === undefined ? say`your admins` : channel(helpChannel);
  return spoken(
    say`Something went wrong on my side, and it is not your fault. Before you try again, ${typed("list")} shows what was done. If it stays so, tell ${where} the reference ${code(reference, 80)}.`,
  );
}
