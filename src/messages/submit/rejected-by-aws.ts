import { jobName } from "../job/job-words.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { quoted, say } from "../text/prose.ts";

/** AWS gave a final no. `words` are its own. */
export function rejectedByAws(job: { name: string }, words: string): Message {
  return spoken(say`AWS did not accept ${jobName(job)}, so nothing runs. AWS says: ${quoted(words)}`);
}
