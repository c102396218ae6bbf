import { spoken } from "./block.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { quoted, say } from "./prose.ts";

/** AWS gave a final no. `reason` is AWS's own text. */
export function rejectedByAws(job: { name: string }, reason: string): Message {
  return spoken(say`AWS did not accept ${jobName(job)}, so nothing runs. AWS says: ${quoted(reason)}`);
}
