import { spoken } from "./block.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";
import { typed } from "./typed.ts";

/** Where no form can be opened. */
export function defineInstead(): Message {
  return spoken(
    say`Type what the definition is called, and I send its file to your direct messages: ${typed("define align --image align:1.4 --memory 4G")}`,
  );
}
