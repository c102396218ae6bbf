import type { Failure, FailureCause, FailureInput } from "./failure-cause.ts";

export type FailureRule = {
  cause: FailureCause;
  when(evidence: Evidence): boolean;
  /** False where the container never ran, so no log line can exist. */
  hasStarted?: boolean;
  explain(evidence: Evidence): Pick<Failure, "what" | "advice" | "exitCode" | "next">;
};

/** What the rules look at. */
export type Evidence = FailureInput & {
  ranMs: number;
  /** `statusReason` of the attempt, else of the job. */
  status: string;
  /** `reason` of the container that decided. */
  container: string;
  /** Both of them: AWS is not of one mind where it writes an error. */
  text: string;
  /** The job's own `statusReason`: what ends a job between two attempts stands there alone. */
  jobStatus: string;
  exitCode?: number;
};

/** What AWS says when it takes a machine back, of EC2 and of Fargate. */
export const spotReclaim = /^Host EC2\b.*\bterminated|Spot Task was interrupted/i;

/** Without registry and digest, which nobody reads; and only what can be an image's name. */
export function imageText(image: string | undefined): string {
  const short =
    image
      ?.replace(/@sha256:.*$/, "")
      .split("/")
      .at(-1) ?? "";
  return /^[\w.:-]{1,128}$/.test(short) ? `the image \`${short}\`` : "the image";
}
