import type { ChannelId } from "../domain/ids.ts";
import { spoken } from "./block.ts";
import type { Message } from "./message.ts";
import { channel } from "./people.ts";
import { say } from "./prose.ts";

/** Someone who is in no lab. */
export function stranger({ helpChannel }: { helpChannel?: ChannelId } = {}): Message {
  const ask = helpChannel === undefined ? undefined : say`, or ask in ${channel(helpChannel)}`;
  return spoken(
    say`I do not know your lab yet, so I cannot run or show jobs for you. A manager of your lab can have you added${ask}. Tell them your HutchNet ID and your lab head's name.`,
  );
}
