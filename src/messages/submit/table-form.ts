/** What runs for each row of a table, and where: all else stands in the table and beside it. */
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { paragraph } from "../text/block.ts";
import { type Form, searchField } from "../text/form.ts";
import { counted } from "../text/numbers.ts";
import { say } from "../text/prose.ts";
import { queueField } from "./submit-form-more.ts";

export type TableFormView = {
  /** As they were read. */
  rows: number;
  columns: readonly string[];
  pi: string;
  texts: Readonly<Record<string, readonly string[]>>;
  /** Absent where AWS does not tell. */
  queues?: readonly JobQueue[] | undefined;
};

export const tableTitle = "A job for each row";

export function tableForm({ rows, columns, pi, texts, queues }: TableFormView): Form {
  const named = columns.slice(0, 10).join(", ");
  return {
    title: tableTitle,
    submit: "Look at them",
    blocks: [
      paragraph(
        say`${counted(rows, "job")} for ${pi}, one for each row, with what the columns say: ${named}. They are shown before any is sent.`,
      ),
      searchField({
        key: "jobdef",
        label: "What to run",
        hint: "A job definition of your lab: the program, its image and its usual size. Type to search.",
        placeholder: "Choose a definition",
        chosen: (texts.jobdef ?? []).slice(0, 1).map((value) => ({ value, label: value })),
      }),
      queueField({ queues, texts }),
    ],
  };
}
