import { fitLines } from "../logs/fit-lines.ts";
import { buttons, message, paragraph, preformatted } from "../text/block.ts";
import { manyLines } from "../text/clean-text.ts";
import { cut } from "../text/cut.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";

export type SubmitUsage = {
  /** After the slash command. */
  usage: string;
  /** A line that works as it stands for this person, to copy. */
  copy: string;
  examples: readonly string[];
};

/** `/batch submit` with nothing behind it. */
export function submitUsage({ usage, copy, examples }: SubmitUsage): Message {
  const line = (rest: string) => cut(manyLines(`/batch ${rest}`), 400);
  const more = fitLines(examples.map(line), { keep: "first", maxLength: 4000 });
  return message(
    say`To submit a job, say what to run. Copy this line and change it: ${typed(copy)}`,
    paragraph(say`To submit a job, say what to run. Copy this line and change it:`),
    preformatted(line(copy)),
    paragraph(
      say`With ${code("--dry-run")} you see first what would be sent. All of it: ${code(`/batch ${usage}`, 1500)}`,
    ),
    more.shown > 0 ? [paragraph(say`More examples:`), preformatted(more.text)] : undefined,
    buttons({ verb: "help", label: "Help" }),
  );
}
