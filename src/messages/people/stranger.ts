import type { ChannelId } from "../../domain/ids.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";
import { askAgain } from "./access-answered.ts";
import { channel } from "./people.ts";

/** Someone who is in no lab. */
export function stranger({ helpChannel }: { helpChannel?: ChannelId } = {}): Message {
  const ask = helpChannel === undefined ? undefined : say` Questions go to ${channel(helpChannel)}.`;
  return spoken(
    say`I do not know your lab yet, so I cannot run or show jobs for you. Ask for access with your lab head's name and your HutchNet ID; a manager of the lab then decides.${ask}`,
    buttons({ ...askAgain, style: "primary" }),
  );
}
