import type { Filled } from "../../domain/invocation.ts";
import { limits } from "../../domain/limits.ts";
import { denyForm, denyTitle } from "../../messages/approvals/deny-form.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, type FormErrors, toMe } from "../answer.ts";
import { command, type FormRead } from "../command.ts";
import { type JobRef, jobRef } from "../kinds/job-ref.ts";
import { text } from "../kinds/text.ts";
import { aboutForm, sameForm, toForm } from "../open-form.ts";
import { render } from "../render.ts";
import type { Request } from "../request.ts";
import { deny as denyJob, waitingJob } from "./decide-approval.ts";

/** A manager's no, and why. */
export const deny = command({
  verb: "deny",
  aliases: ["refuse"],
  summary: "Say no to a job that waits for a manager's yes, and why",
  args: { job: jobRef("The job that waits.") },
  options: {
    reason: text("Why not; the owner reads it.", {
      max: limits.approvalReasonLength,
      placeholder: "'use 64 vCPUs'",
    }),
  },
  examples: ['deny align-cohort --reason "too large for this month"'],
  access: "approve",
  run: async (request, input): Promise<Answer> => {
    const { job: ref, reason } = input;
    if (reason === undefined || reason.trim() === "")
      return toMe(
        mistakes({ verb: "deny", mistakes: [{ what: "Say why not with `--reason`: the owner reads it." }] }),
      );
    const lineFor = (job: JobRef): string => render(deny, { ...input, job });
    return denyJob(request, { ref, reason, lineFor });
  },
  steps: { why: (request, { value }) => openDenial(request, value) },
  form: { title: denyTitle, steps: ["why"], read: readDenial },
});

async function openDenial(request: Request, value: string): Promise<Answer> {
  const found = await waitingJob(request, { kind: "id", id: value });
  if ("answer" in found) return found.answer;
  const { whole: job } = found;
  const ownerName = await request.services.nameOf(job.owner, job.hutchnet);
  return toForm(request, {
    form: denyForm(job, { ownerName, reason: "" }),
    about: job.id,
    instead: mistakes({
      verb: "deny",
      mistakes: [{ what: `Type \`/batch deny ${job.name} --reason 'why'\`.` }],
    }),
  });
}

async function readDenial(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const about = await aboutForm(request);
  const reason = filled.reason?.[0]?.trim() ?? "";
  const ref = { kind: "id", id: typeof about === "string" ? about : "" } as const;
  const found = reason === "" ? await waitingJob(request, ref) : undefined;
  // Who may not decide any more is told so where it is carried out.
  if (found === undefined || "answer" in found)
    return { kind: "right", run: () => denyJob(request, { ref, reason }) };
  const { whole: job } = found;
  const ownerName = await request.services.nameOf(job.owner, job.hutchnet);
  const form = denyForm(job, { ownerName, reason });
  return {
    kind: "form errors",
    mistakes: [
      { field: "reason", what: "Say why not: the owner reads it, and can ask for something that fits." },
    ],
    form: sameForm(request, form),
  };
}
