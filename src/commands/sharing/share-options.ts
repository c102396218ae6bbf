/** What can be typed after `share`. */
import { limits } from "../../domain/limits.ts";
import type { ValuesOf } from "../command.ts";
import { wholeNumber } from "../kinds/counts.ts";
import { shareTo } from "../kinds/share-to.ts";
import { text } from "../kinds/text.ts";
import { logsGrammar } from "../logs/logs-options.ts";

export const shareArgs = logsGrammar.args;

const { tail, head, grep, since, until, attempt, index, container } = logsGrammar.options;

export const shareOptions = {
  tail,
  head,
  grep,
  context: wholeNumber("With so many lines around each match.", {
    min: 0,
    max: limits.snippetContext,
    letters: ["C"],
  }),
  since,
  until: { ...until, aliases: [] },
  attempt,
  index,
  container,
  to: shareTo("Where to: the job's thread if left out."),
  comment: text("What you want to say about it.", { max: limits.snippetComment, letters: ["m"] }),
};

export const shareExamples = [
  "share 3fa9",
  "share 3fa9 --tail 10 --to <#C0PETERS|peters-lab> --comment 'is this the reference?'",
  "share align-NA12878 --grep Error --context 3",
  "share 3fa9:7 --to me",
];

export const shareAbout = [
  "First you see, privately, what would be shared, what was masked in it, and who would read it; then it goes at a press.",
  "Under the lines that `logs` shows, *Share* opens a form with just those lines.",
  "You, and the managers of the lab, can take it back; what others have copied or quoted by then stays with them.",
  "Log lines never go where other organisations or guests read along.",
].join(" ");

export type ShareInput = ValuesOf<typeof shareArgs> & ValuesOf<typeof shareOptions>;

export function checkShare({ tail, head, grep, context }: ShareInput): readonly string[] {
  const wrong: string[] = [];
  if (tail !== undefined && head !== undefined)
    wrong.push("`--tail` is the end and `--head` the beginning: keep one of them.");
  if (context !== undefined && grep === undefined)
    wrong.push("`--context` is about the lines around a match: add `--grep`, or leave it out.");
  return wrong;
}
