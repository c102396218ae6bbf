/** A table in a message, attached or in a code block: a job for each row, with what is written beside it. */

import { draftIdOf } from "../../domain/derived-ids.ts";
import type { DraftId, PiName } from "../../domain/ids.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { readTable } from "../../domain/submission/table.ts";
import { draftGone } from "../../messages/draft-gone.ts";
import { batchMistakes } from "../../messages/submit/batch-mistakes.ts";
import { whichDefinition } from "../../messages/submit/which-definition.ts";
import { type Answer, toMe } from "../answer.ts";
import { type ChosenPi, choosePi } from "../choose-pi.ts";
import type { StepTarget } from "../command.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { findDraft, saveDraft } from "../typing/line-draft.ts";
import { parse } from "../typing/parse.ts";
import { submitTable } from "./submit-batch.ts";
import { besideWhole, checkSubmit, type SubmitInput, submitGrammar } from "./submit-options.ts";
import { definitionsFor } from "./suggest.ts";

/** `beside`: options of ours, written beside the table. */
export type FoundTable = { text: string; beside: string };

/** In what a person wrote for people: the first code block that begins like a table. */
export function findTable(written: string): FoundTable | undefined {
  const blocks = [...written.matchAll(/```(?:[ct]sv[ \t]*\n)?([\s\S]*?)```/gi)].map(
    ([, inside = ""]) => inside,
  );
  const text = blocks.find(isTable);
  return text === undefined ? undefined : { text: text.replace(/^\s*\n/, ""), beside: besideIn(written) };
}

/** Column names with a separator between them, and a row below. */
function isTable(text: string): boolean {
  const [first = "", second] = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return second !== undefined && /^[^{}()<>]*[,;\t][^{}()<>]*$/.test(first);
}

/** `/batch submit --jobdef align`, or its options alone. */
export function besideIn(written: string): string {
  const outside = written.replaceAll(/```[\s\S]*?```/g, "\n").replaceAll(/`([^`\n]*)`/g, "$1");
  const lines = outside.split("\n").map((line) => line.trim());
  for (const line of lines) {
    const [, behind] = /(?:^|\/\S+\s+)(?:submit|run|sub|sbatch)\s+(\S.*)$/i.exec(line) ?? [];
    if (behind !== undefined && /^[-–—]/.test(behind)) return behind;
  }
  return lines.find((each) => /^[-–—]{1,2}[A-Za-z]/.test(each)) ?? "";
}

const besideTable: typeof submitGrammar = {
  ...submitGrammar,
  check: (input) => [...besideWhole(input, "the table"), ...checkSubmit(input)],
};

export async function submitFoundTable(request: Request, found: FoundTable): Promise<Answer> {
  const { table, mistakes } = readTable(found.text);
  const parsed = parse(besideTable, found.beside);
  const wrongBeside = parsed.ok ? eachBeside(parsed.input) : parsed.mistakes.map(({ what }) => ({ what }));
  if (table === undefined || !parsed.ok || wrongBeside.length > 0)
    return toMe(batchMistakes({ mistakes: [...wrongBeside, ...mistakes], from: "table" }));
  const { input, said } = parsed;
  const chosen = await labOfTable(request, found, input);
  if ("answer" in chosen) return chosen.answer;
  if (input.jobdef === undefined)
    return askDefinition(request, chosen.pi, withBeside(found, { ...input, pi: chosen.pi.name }));
  return submitTable(request, chosen.pi, { input, said, table, mistakes, from: "table" });
}

function eachBeside({ each }: SubmitInput): { what: string }[] {
  const [first] = each;
  return first === undefined
    ? []
    : [
        {
          what: `\`--each ${first.name}\` and the table both say what differs: make it a column of the table.`,
        },
      ];
}

type TableDraft = { found: FoundTable };

/** No line holds a table: for each lab that may be meant it is kept with what stands beside it. */
function labOfTable(request: Request, found: FoundTable, input: SubmitInput): Promise<ChosenPi> {
  return choosePi(request, {
    named: input.pi as PiName | undefined,
    verb: "submit",
    choiceFor: async (pi) => ({
      pi,
      step: "table",
      draft: await saveTable(request, `table of ${pi}`, withBeside(found, { ...input, pi })),
    }),
  });
}

/** What stands beside a table that reads well. */
export function besideOf(found: FoundTable): SubmitInput | undefined {
  const parsed = parse(besideTable, found.beside);
  return parsed.ok ? parsed.input : undefined;
}

export function withBeside(found: FoundTable, input: SubmitInput): FoundTable {
  return { ...found, beside: behindVerb(render(besideTable, input)) };
}

async function saveTable(request: Request, name: string, found: FoundTable): Promise<DraftId> {
  const draft = draftIdOf(request.invocation.id, name);
  const body: TableDraft = { found };
  await saveDraft(request, draft, "table", body);
  return draft;
}

/** The table does not say what to run: the lab's definitions are offered, those first that the person has used. */
async function askDefinition(request: Request, pi: Pi, found: FoundTable): Promise<Answer> {
  const { names } = await definitionsFor(request, pi);
  const offered = names.slice(0, offeredAtMost);
  const candidates = await Promise.all(
    offered.map(async (name) => {
      const beside = `--jobdef ${name} ${found.beside}`.trim();
      return { name, draft: await saveTable(request, `table ${name}`, { ...found, beside }) };
    }),
  );
  const all = await saveTable(request, "table of any", found);
  return toMe(whichDefinition({ candidates, more: names.length - offered.length, all }));
}

const offeredAtMost = 5;

/** A lab or a definition was chosen for a table that does not say one. */
export async function submitDraftedTable(request: Request, { value }: StepTarget): Promise<Answer> {
  const found = await findTableDraft(request, value);
  return found === undefined ? toMe(draftGone("submit")) : submitFoundTable(request, found);
}

export async function findTableDraft(request: Request, value: string): Promise<FoundTable | undefined> {
  const draft = await findDraft(request, value, "table");
  return draft && (draft.body as TableDraft).found;
}
