/** All of what a manager is asked to say yes to: in answer to them alone, or as a file where that is too long. */
import { type AskedTogether, saidOf } from "../../domain/approval/asked-together.ts";
import type { Job } from "../../domain/job/job.ts";
import { withoutEnvironment } from "../../domain/secrets/hidden-values.ts";
import {
  allThatWaits,
  allThatWaitsComment,
  allThatWaitsSent,
  fitsMessage,
  rowsThatWait,
  type WaitingRow,
} from "../../messages/approvals/all-that-waits.ts";
import type { WaitingApproval } from "../../store/approvals.ts";
import { type Answer, toMe } from "../answer.ts";
import { waitingJob, wasDecided } from "../approvals/decide-approval.ts";
import type { StepTarget } from "../command.ts";
import type { Request } from "../request.ts";

export async function showAll(request: Request, { value }: StepTarget): Promise<Answer> {
  const found = await waitingJob(request, { kind: "id", id: value });
  if ("answer" in found) return found.answer;
  const { whole: job } = found;
  const asked = await allAsked(request, found);
  const [first, ...others] = asked.map(({ request: sent }) => withoutEnvironment(sent));
  if (first === undefined) return wasDecided(request, job);
  const isOne = job.approval?.together === undefined;
  const short = isOne ? undefined : rowsThatWait(job, rowsOf(job, asked), asJson(first));
  if (short !== undefined) return toMe(short);
  const json = asJson(isOne ? first : [first, ...others]);
  if (fitsMessage(job, json)) return toMe(allThatWaits(job, json));
  const name = isOne ? job.jobName : job.name;
  return {
    kind: "file",
    file: { name: `${name}.json`, title: `What ${name} would run`, content: `${json}\n` },
    comment: allThatWaitsComment(name),
    said: allThatWaitsSent(job),
    instead: allThatWaits(job, json),
  };
}

type AskedFor = NonNullable<WaitingApproval["asked"]>;

/** In the order of the rows. */
async function allAsked({ services }: Request, { rows }: AskedTogether): Promise<AskedFor[]> {
  const waiting = await Promise.all(rows.map(({ id }) => services.store.approvals.get(id)));
  return waiting.flatMap((row) => row?.asked ?? []);
}

function rowsOf({ approval }: Job, asked: readonly AskedFor[]): WaitingRow[] {
  const differ = approval?.together?.differ ?? [];
  return asked.map(({ wish }) => ({ name: wish.name, said: saidOf(wish, differ) }));
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
