import type { Job } from "./job/job.ts";
import type { Institute } from "./people/pi.ts";

/** The job's page in the AWS console, through the institute's own way in where it has one. Undefined before AWS knows the job. */
export function consoleLink(job: Job, institute: Institute, role: string | undefined): string | undefined {
  if (job.batchId === undefined) return undefined;
  const platform =
    job.facts?.head.platform === "FARGATE" ? "fargate" : job.facts?.head.platform === "EKS" ? "eks" : "ec2";
  const url = `https://${job.region}.console.aws.amazon.com/batch/home?region=${job.region}#jobs/${platform}/detail/${job.batchId}`;
  if (institute.consoleLink === undefined) return url;
  return institute.consoleLink
    .replaceAll("{account}", job.account)
    .replaceAll("{role}", encodeURIComponent(role?.split("/").at(-1) ?? ""))
    .replaceAll("{url}", encodeURIComponent(url));
}
