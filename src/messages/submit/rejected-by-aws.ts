import { jobName } from "../job/job-words.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { quoted, say } from "../text/prose.ts";

/** AWS gave a final no. `reason` is AWS's own text. */
export function rejectedByAws(job: { name: string }, reason: string): Message {
  return spoken(say`AWS did not accept ${jobName(job)}, so nothing runs. AWS says: ${quoted(reason)}`);
}
