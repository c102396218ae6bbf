import type { Answer } from "../answer.ts";
import { command } from "../command.ts";
import { type JobRef, jobRef } from "../kinds/job-ref.ts";
import { showAll } from "../looking/show-all-that-waits.ts";
import { render } from "../render.ts";
import { takeBack } from "../sharing/take-back-yes.ts";
import { flag } from "../typing/declare-argument.ts";
import { approvalList } from "./approval-list.ts";
import { approve as approveJob } from "./decide-approval.ts";

/** A manager's yes to a job that waits for it. */
export const approve = command({
  verb: "approve",
  aliases: ["yes"],
  summary: "Say yes to a job that waits for it; alone, see what waits for you",
  about:
    "A job above what your lab lets everybody run waits for a manager's yes. Nobody approves their own; where a lab has no other manager, or none answers, admins do.",
  args: { job: jobRef("The job that waits.") },
  options: {
    standing: flag(
      "And such jobs of that person for 30 days: the same revision of the definition, or any where the yes is for a command, and no larger.",
    ),
  },
  examples: ["approve", "approve align-cohort", "approve align-cohort --standing"],
  access: "approve",
  run: async (request, input): Promise<Answer> => {
    const { job: ref, standing } = input;
    if (ref === undefined && request.invocation.where.threadTs === undefined) return approvalList(request);
    const lineFor = (job: JobRef): string => render(approve, { ...input, job });
    return approveJob(request, { ref, stands: standing, lineFor });
  },
  steps: {
    yes: (request, { value }) => approveJob(request, { ref: { kind: "id", id: value }, stands: false }),
    standing: (request, { value }) => approveJob(request, { ref: { kind: "id", id: value }, stands: true }),
    all: showAll,
    takeback: takeBack,
  },
});
