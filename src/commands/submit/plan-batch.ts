/** From a table to jobs: each row is checked like a typed submission, queue and definition are looked up once. */

import type { JobDefinition } from "../../domain/job/job-definition.ts";
import type { JobQueue } from "../../domain/job/job-queue.ts";
import { limits } from "../../domain/limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { looksSecret } from "../../domain/secrets/secret.ts";
import { checkBatch } from "../../domain/submission/batch-checks.ts";
import { batchNames } from "../../domain/submission/batch-names.ts";
import { askedOf, type Wish } from "../../domain/submission/submission.ts";
import { checkWish, submissionProblems } from "../../domain/submission/submission-checks.ts";
import type { SubmissionProblem } from "../../domain/submission/submission-problem.ts";
import type { Table, TableMistake, TableRow } from "../../domain/submission/table.ts";
import { actorOf, type Request } from "../request.ts";
import { labUse } from "./lab-use.ts";
import { readWish, wishOf } from "./read-wish.ts";
import type { SubmitInput } from "./submit-options.ts";
import { type Column, readColumns } from "./table-columns.ts";
import { rowInput } from "./table-rows.ts";

export type PlannedRow = { row: number; wish: Wish };

export type BatchPlan = {
  name: string;
  rows: readonly PlannedRow[];
  /** Of these rows alone; the others can be sent without them. */
  bad: readonly TableMistake[];
  said: readonly string[];
  queue: JobQueue;
  definition: JobDefinition;
};

/** A plan, or what has to be put right before any row can be sent. */
export type Planned = { plan: BatchPlan } | { mistakes: readonly TableMistake[] };

export async function planBatch(
  request: Request,
  pi: Pi,
  { input, table }: { input: SubmitInput; table: Table },
): Promise<Planned> {
  const { columns, mistakes } = readColumns(table.columns, input);
  const { wish: base, said, found } = await readWish(request, pi, input);
  if ("mistakes" in found) {
    const whole = [...found.mistakes.map(({ what }) => what), ...checkWish(base)].map((what) => ({ what }));
    return { mistakes: [...whole, ...mistakes, ...cellMistakes(input, columns, table)] };
  }
  if (mistakes.length > 0) return { mistakes: [...mistakes, ...cellMistakes(input, columns, table)] };
  const { queue, definition } = found;
  const name = input.name ?? definition.name;
  const inputs = table.rows.map((row) => ({ row, ...rowInput({ ...input, each: [] }, columns, row) }));
  const names = batchNames(
    name,
    inputs.map((each) => ({ ...nameOf(each, columns), row: each.row.number })),
    limits.jobNameLength - actorOf(request.member, pi.name).hutchnet.length - suffixLength,
  );
  const each = inputs.map(({ row: { number }, input: own, mistakes: wrong }, index) => {
    const named = { ...own, name: names[index] ?? name };
    const wish = wishOf(named, { pi, definition, dependsOn: base.dependsOn });
    return {
      row: number,
      wish,
      wrong,
      problems: submissionProblems(wish, { pi, queue, definition, openSubmissions: 0 }),
    };
  });
  const common = commonProblems(each.map(({ problems }) => problems));
  const bad = each.flatMap(({ row, wrong, problems }) => [
    ...wrong,
    ...problems
      .filter(({ what }) => !common.has(what))
      .map((problem) => atColumn(problem, { row, columns, definition })),
  ]);
  const badRows = new Set(bad.map(({ row }) => row));
  const rows = each.filter(({ row }) => !badRows.has(row)).map(({ row, wish }) => ({ row, wish }));
  if (common.size > 0) return { mistakes: [...[...common].map((what) => ({ what })), ...bad] };
  const use = await labUse(request.services, { pi, member: request.member.id });
  const together = checkBatch(
    rows.map(({ wish }) => askedOf(wish, definition)),
    pi,
    use,
  );
  if (together.length > 0) return { mistakes: [...together.map((what) => ({ what })), ...bad] };
  const doubts = inputs.flatMap((one) => one.doubts).slice(0, doubtsShown);
  return {
    plan: {
      name,
      rows,
      bad,
      said: [...said, ...unused(columns, definition, base), ...doubts],
      queue,
      definition,
    },
  };
}

/** `-` and six letters or digits, and a `-` behind the HutchNet ID. */
const suffixLength = 8;

const doubtsShown = 5;

function cellMistakes(input: SubmitInput, columns: readonly Column[], table: Table): TableMistake[] {
  // With a column left out the others stand elsewhere: only what can be told of all of them is.
  if (columns.length !== table.columns.length) return [];
  return table.rows.flatMap((row) => rowInput({ ...input, each: [] }, columns, row).mistakes);
}

type Read = { row: TableRow; input: SubmitInput };

/** A name of its own, or the first value that is a parameter, else the first of all. A name is read by many: no secret gets into it. */
function nameOf({ row, input }: Read, columns: readonly Column[]): { given?: string; value: string } {
  const own = columns.findIndex(({ to }) => to === "name");
  if (own >= 0 && row.cells[own] !== "" && input.name !== undefined) return { given: input.name, value: "" };
  const mayTell = (column: Column | undefined, at: number): boolean =>
    column !== undefined && !looksSecret("name" in column ? column.name : column.header, row.cells[at] ?? "");
  const telling = columns.findIndex((column, at) => column.to === "param" && mayTell(column, at));
  if (telling >= 0) return { value: row.cells[telling] ?? "" };
  return { value: mayTell(columns[0], 0) ? (row.cells[0] ?? "") : "" };
}

/** What is wrong with every row alike is said once, and no row can be skipped for it. */
function commonProblems(each: readonly (readonly SubmissionProblem[])[]): ReadonlySet<string> {
  const [first = [], ...others] = each;
  const common = first.filter(({ what }) =>
    others.every((problems) => problems.some((other) => other.what === what)),
  );
  return new Set(common.map(({ what }) => what));
}

type Where = { row: number; columns: readonly Column[]; definition: JobDefinition };

function atColumn({ field, what }: SubmissionProblem, { row, columns, definition }: Where): TableMistake {
  const column = columns.find((each) => isOf(each, field));
  if (column === undefined) return { row, what };
  const isMissing = column.to === "param" && field === `param.${column.name}`;
  return {
    row,
    column: column.header,
    what: isMissing
      ? `The cell is empty, and ${definition.name}:${definition.revision} needs a value.`
      : what,
  };
}

function isOf(column: Column, field: SubmissionProblem["field"]): boolean {
  switch (column.to) {
    case "name":
      return false;
    case "option":
      return column.option === field;
    case "env":
    case "tag":
      return column.to === field;
    case "param":
      return field === "param" || field === `param.${column.name}`;
  }
}

/** Such a parameter changes nothing: most likely its name is not as the definition spells it. */
function unused(
  columns: readonly Column[],
  definition: JobDefinition,
  { command = definition.command }: Wish,
): string[] {
  const used = new Set([
    ...Object.keys(definition.parameters),
    ...(command ?? []).flatMap((word) => [...word.matchAll(/Ref::([\w-]+)/g)].map((match) => match[1])),
  ]);
  return columns.flatMap((column) =>
    column.to !== "param" || used.has(column.name)
      ? []
      : [`${definition.name}:${definition.revision} does not use the parameter ${column.name}`],
  );
}
