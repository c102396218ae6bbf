/** Many jobs from one line or a table: shown first, sent at a press. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import { draftInvocationId } from "../../domain/invocation.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { maskSecrets } from "../../domain/secrets/secret.ts";
import { toCliLine } from "../../domain/submission/submit-line.ts";
import type { Table, TableMistake } from "../../domain/submission/table.ts";
import { batchMistakes } from "../../messages/submit/batch-mistakes.ts";
import { batchPreview } from "../../messages/submit/batch-preview.ts";
import { type Answer, toMe } from "../answer.ts";
import { approvalSaid, neededApproval } from "../approvals/needed-approval.ts";
import type { Request } from "../request.ts";
import { saveDraft } from "../typing/line-draft.ts";
import { type BatchPlan, planBatch } from "./plan-batch.ts";
import { type BatchDraft, prepareBatch } from "./prepare-batch.ts";
import type { SubmitInput } from "./submit-options.ts";
import { placeMistake, secretPlaces, type TypedWish } from "./submit-wish.ts";

/** `--each`, as often as given: a column each. */
export function submitEach(request: Request, pi: Pi, { input, said }: TypedWish): Promise<Answer> {
  const { each } = input;
  const count = each[0]?.values.length ?? 0;
  const rows = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    cells: each.map(({ values }) => values[index] ?? ""),
  }));
  const table = { columns: each.map(({ name }) => name), rows };
  return submitTable(request, pi, { input, said, table, mistakes: [], from: "each" });
}

export type TableWish = TypedWish & {
  table: Table;
  /** Rows that could not be read. */
  mistakes: readonly TableMistake[];
  from: "each" | "table";
};

export async function submitTable(
  request: Request,
  pi: Pi,
  { input, said, table, mistakes, from }: TableWish,
): Promise<Answer> {
  const place = (await placeMistake(request, pi, input)).map((what) => ({ what }));
  const planned = await planBatch(request, pi, { input, table });
  if ("mistakes" in planned || place.length > 0) {
    const found = "mistakes" in planned ? planned.mistakes : planned.plan.bad;
    return toMe(batchMistakes({ mistakes: [...place, ...found, ...mistakes], from }));
  }
  const { plan } = planned;
  const bad = inOrder([...mistakes, ...plan.bad]);
  if (plan.rows.length === 0) return toMe(batchMistakes({ mistakes: bad, from }));
  return preview(request, pi, { input, said, bad, plan, from });
}

function inOrder(mistakes: readonly TableMistake[]): TableMistake[] {
  return mistakes.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
}

type ToPreview = {
  input: SubmitInput;
  said: readonly string[];
  bad: readonly TableMistake[];
  plan: BatchPlan;
  from: TableWish["from"];
};

async function preview(
  request: Request,
  pi: Pi,
  { input, said, bad, plan, from }: ToPreview,
): Promise<Answer> {
  const { invocation, member } = request;
  const draft = draftIdOf(invocation.id, "batch");
  const { queue, definition, rows, name } = plan;
  const echo = [...said, ...plan.said];
  const body: BatchDraft = {
    pi: pi.name,
    name,
    queue: queue.name,
    definition: `${definition.name}:${definition.revision}`,
    to: input.to,
    rows,
    said: echo,
    ...(input.reason === undefined ? {} : { reason: maskSecrets(input.reason).text }),
  };
  await saveDraft(request, draft, "batch", body);
  const submitting = draftInvocationId(draft, "submit.batch", member.id);
  const all = prepareBatch(request, pi, { draft: body, definition, destinations: [], submitting });
  const [prepared] = all;
  if (prepared === undefined) throw new Error("a batch without rows is no batch");
  const secrets = secretWarnings(plan);
  const waits = approvalSaid(await neededApproval(request, all));
  return toMe(
    batchPreview(
      {
        name,
        hasSecrets: secrets.length > 0,
        names: rows.map(({ wish }) => wish.name),
        bad,
        from,
        first: {
          ...prepared.job,
          said: [...echo, ...secrets, ...waits],
          json: JSON.stringify(prepared.request, null, 2),
          cliLine: toCliLine(prepared.request, prepared.job.region),
        },
      },
      draft,
    ),
  );
}

function secretWarnings({ rows }: BatchPlan): string[] {
  const places = new Set(rows.flatMap(({ wish }) => secretPlaces(wish)));
  return [...places].map((place) => `${place} looks like a secret and would be readable in AWS`);
}
