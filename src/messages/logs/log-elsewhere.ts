import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";

/** `driver` as the job definition names it, `splunk`; `eks` for a Kubernetes pod. */
export function logElsewhere(job: Job, driver: string): Message {
  if (driver === "eks") {
    return spoken(
      say`I cannot read the log of ${memberName(job)}: it runs on Kubernetes (EKS), where a log stays with its pod, and I read only CloudWatch Logs. Whoever runs the cluster can tell where its logs go.`,
      buttons(jobStep("status", job)),
    );
  }
  return spoken(
    say`I cannot read the log of ${memberName(job)}: its definition sends it to ${code(driver, 60)}, and I read only CloudWatch Logs. Look for it there, or ask who made the definition ${code(job.definition, 140)}.`,
    buttons(jobStep("status", job)),
  );
}
