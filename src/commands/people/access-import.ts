import { importTitle } from "../../messages/people/import-form.ts";
import { importMistakes } from "../../messages/people/import-mistakes.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";
import { command, type MessageOfSomebody } from "../command.ts";
import type { Request } from "../request.ts";
import { documentOf, type Sought } from "../submit/document-of-message.ts";
import { parse } from "../typing/parse.ts";
import { code } from "../typing/quote.ts";
import { fromSlack } from "../typing/slack-text.ts";
import { applyImport } from "./apply-import.ts";
import { openImport, readImport, suggestManaged } from "./import-form.ts";
import { type ImportOptions, importGrammar } from "./import-options.ts";
import {
  type FoundRoster,
  isRosterAlone,
  isRosterBehind,
  optionsIn,
  rosterBehind,
  rosterInMessage,
} from "./import-source.ts";
import { prepareImport } from "./prepare-import.ts";
import { nextPage } from "./show-import.ts";

/** Many people are brought into labs at once. */
export const accessImport = command({
  ...importGrammar,
  access: "let-in",
  run: (request, input): Promise<Answer> => {
    if (isBare(input)) return openImport(request);
    return input.group === undefined ? Promise.resolve(toMe(noTable())) : prepareImport(request, input);
  },
  document: {
    isIn: isRosterBehind,
    isAlone: isRosterAlone,
    run: (request, text) => importTable(request, rosterBehind(text)),
  },
  message: importMessage,
  opens: "form",
  form: { title: importTitle, read: readImport, suggest: suggestManaged },
  steps: {
    apply: (request, { value }) => applyImport(request, value),
    page: (request, { value }) => nextPage(request, value),
  },
});

function isBare({ pi, group, role, whole }: ImportOptions): boolean {
  return pi === undefined && group === undefined && role === undefined && !whole;
}

function noTable() {
  return importMistakes([
    {
      what: "There is no table: write it on the lines below, with a line of column names such as `person,role`; or name a user group with `--group @peters-lab`.",
    },
  ]);
}

async function importTable(request: Request, { table, options }: FoundRoster): Promise<Answer> {
  const parsed = parse(importGrammar, options);
  if (!parsed.ok) return toMe(mistakes({ verb: "access import", mistakes: parsed.mistakes }));
  const { input } = parsed;
  if (input.group !== undefined)
    return toMe(importMistakes([{ what: "A table or a user group, not both: import one after the other." }]));
  return prepareImport(request, { ...input, table });
}

const aRoster: Sought = {
  ends: ["csv", "tsv", "txt"],
  what: "a table of people",
  ifLarge: "split it, a lab in each",
};

async function importMessage(request: Request, message: MessageOfSomebody): Promise<Answer> {
  const read = await documentOf(request, message, aRoster);
  if ("mistake" in read) return toMe(importMistakes([{ what: read.mistake }]));
  if (read.kind !== "message")
    return importTable(request, { table: read.text, options: optionsIn(fromSlack(message.text)) });
  const found = rosterInMessage(read.text);
  if (found !== undefined) return importTable(request, found);
  const what = `I find no table of people in that message: its first line names the columns, such as ${code("person,pi,role")}, in a code block or in a file that is attached.`;
  return toMe(importMistakes([{ what }]));
}
