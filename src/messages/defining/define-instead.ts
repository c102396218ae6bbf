import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";

/** Where no form can be opened. */
export function defineInstead(): Message {
  return spoken(
    say`Type what the definition is called, and I send its file to your direct messages: ${typed("define align --image align:1.4 --memory 4G")}`,
  );
}
