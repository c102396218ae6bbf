/**
 * What AWS writes when a job fails, and what that means to the person whose job it was. The order matters: the
 * first rule that fits has the word, so what is precise stands before what is general.
 */

import { memoryText } from "../job/job-size.ts";
import { explainBlocked } from "../job/waiting.ts";
import { fitFargate } from "../submission/fargate.ts";
import { exitCodeMeaning } from "./exit-codes.ts";
import { type Evidence, type FailureRule, imageText, spotReclaim } from "./failure-rule.ts";
import { imageRules } from "./failure-rules-image.ts";
import { startRules } from "./failure-rules-start.ts";

const stopRules: readonly FailureRule[] = [
  {
    cause: "stopped",
    when: ({ stoppedBy }) => stoppedBy !== undefined,
    explain: ({ stoppedBy }) => ({
      what: `${stoppedBy?.name ?? "someone"} stopped it${stoppedBy?.reason ? ` (“${stoppedBy.reason}”)` : ""}`,
    }),
  },
  {
    cause: "array-child",
    when: ({ jobStatus }) => /Array Child Job failed/i.test(jobStatus),
    explain: () => ({
      what: "at least one of the array's jobs failed",
      advice: "The logs of the failed indexes say why.",
    }),
  },
  {
    cause: "dependency",
    when: ({ jobStatus }) => /Dependent Job failed/i.test(jobStatus),
    explain: () => ({
      what: "a job that it waits for failed, so it never started",
      advice: "Mend that job first, then submit both again.",
      next: { kind: "edit" },
    }),
  },
  {
    cause: "queue-time-limit",
    when: ({ jobStatus }) => /JobStateTimeLimit action/i.test(jobStatus),
    explain: ({ jobStatus, size }) => {
      const reason = /due to reason:\s*(.+)/i.exec(jobStatus)?.[1] ?? "";
      const { what, who, advice } = explainBlocked({ statusReason: reason, size });
      const kind = who === "you" ? "edit" : who === "admin" ? "ask" : "retry";
      return {
        what: `its queue stopped waiting for it: ${what}`,
        advice: who === "you" ? advice : afterTheEnd[who],
        next: { kind },
      };
    },
  },
  {
    cause: "queue-gone",
    when: ({ jobStatus }) =>
      /JobQueue deleted|\b(job ?queue|job ?definition)\b.*\b(not found|does not exist|deleted|deregistered|inactive)/i.test(
        jobStatus,
      ),
    explain: () => ({
      what: "its queue or its job definition no longer exists",
      advice: "Choose another and submit it again.",
      next: { kind: "edit" },
    }),
  },
  {
    cause: "overrides-too-long",
    when: ({ jobStatus }) => /Container Overrides length must be at most/i.test(jobStatus),
    explain: () => ({
      what: "its command and environment together are longer than the 8,192 bytes that AWS takes",
      advice: "Put the long part in a file in S3 and pass its address.",
      next: { kind: "edit" },
    }),
  },
];

/** The queue's own advice speaks to a job that still waits. */
const afterTheEnd = {
  admin: "Only an admin can mend this. Submit it again when it is mended.",
  nobody: "Submit it again later; if it happens again, ask the admins.",
};

const endRules: readonly FailureRule[] = [
  {
    cause: "out-of-memory",
    when: ({ text }) => /OutOfMemory|OOMKilled/i.test(text),
    explain: (evidence) => outOfMemory(evidence),
  },
  {
    cause: "spot-reclaim",
    when: ({ status }) => spotReclaim.test(status),
    explain: () => ({
      what: "AWS took its machine back (a spot reclaim, not a fault of your job)",
      advice: "It can run again as it is. With more attempts AWS Batch tries again by itself.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "timeout",
    when: ({ text }) => /attempt duration exceeded timeout|DeadlineExceeded/i.test(text),
    explain: (evidence) => timedOut(evidence),
  },
  {
    // The program caught the signal to stop, and AWS wrote down its own exit code as if it had ended by itself.
    cause: "timeout",
    when: ({ exitCode, timeoutSeconds, ranMs }) =>
      (exitCode === 0 || exitCode === 143 || exitCode === 137) &&
      timeoutSeconds !== undefined &&
      ranMs >= timeoutSeconds * 1_000,
    explain: (evidence) => timedOut(evidence),
  },
];

const lastRules: readonly FailureRule[] = [
  {
    cause: "permissions",
    when: ({ text }) => /AccessDenied|is not authorized|Role is not valid/i.test(text),
    explain: () => ({
      what: "AWS did not allow something that it needs: a role lacks a right",
      advice: "An admin has to look at the job role and the execution role.",
      next: { kind: "ask" },
    }),
  },
  {
    cause: "kubernetes",
    when: ({ text }) => /\bEvicted\b|\bNodeLost\b|\bNodeShutdown\b|\bPreempt/i.test(text),
    explain: () => ({
      what: "its Kubernetes node pushed it out, most often for want of disk or memory",
      advice: "Run it again; if it happens again, ask for more memory.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "node",
    when: ({ text }) => /\bmain node\b|\bmulti-?node\b/i.test(text),
    explain: () => ({
      what: "one of its nodes failed, which stops all of them",
      advice: "The log of the main node usually says why.",
    }),
  },
  {
    cause: "killed",
    when: ({ exitCode }) => exitCode === 137,
    explain: (evidence) => ended(evidence),
  },
  {
    cause: "exit-code",
    when: ({ exitCode }) => exitCode !== undefined,
    explain: (evidence) => ended(evidence),
  },
  {
    cause: "container-runtime",
    when: ({ status, container }) =>
      /Task failed to start/i.test(status) || errorName(container) !== undefined,
    hasStarted: false,
    explain: ({ container }) => ({
      what: `its container did not start, and AWS does not say more${named(errorName(container))}`,
      advice: "Run it again; if it happens again, ask the admins.",
      next: { kind: "retry" },
    }),
  },
  {
    cause: "unknown",
    when: ({ status }) => status !== "",
    explain: ({ status }) => ({ what: `AWS says only “${shortened(status)}”`, next: { kind: "ask" } }),
  },
];

export const failureRules: readonly FailureRule[] = [
  ...stopRules,
  ...endRules,
  ...imageRules,
  ...startRules,
  ...lastRules,
];

/** Twice the memory; on Fargate the least legal amount from there on, if the job's vCPUs allow it. */
function outOfMemory({ size, platform, attempt }: Evidence): ReturnType<FailureRule["explain"]> {
  const what = `it needed more memory than ${size.memoryMiB > 0 ? `its ${memoryText(size.memoryMiB)}` : "it had"} and was stopped`;
  const usual = "More memory usually fixes this";
  // A sum over several containers does not say whose share was too small.
  if (size.memoryMiB <= 0 || (attempt?.containers.length ?? 0) > 1) {
    return { what, advice: `${usual}.`, next: { kind: "edit" } };
  }
  const doubled = { vcpus: size.vcpus, memoryMiB: size.memoryMiB * 2 };
  const fit = fitFargate(doubled);
  const more = platform !== "FARGATE" || fit.fits ? doubled : fit.nearest;
  if (more.memoryMiB <= size.memoryMiB || more.vcpus !== size.vcpus) {
    return {
      what,
      advice: `${usual}, but Fargate gives this much only with more vCPUs: ask for more of both.`,
      next: { kind: "edit" },
    };
  }
  return {
    what,
    advice: `${usual}; try ${memoryText(more.memoryMiB)}.`,
    next: { kind: "more-memory", memoryMiB: more.memoryMiB },
  };
}

function timedOut({ timeoutSeconds }: Evidence): ReturnType<FailureRule["explain"]> {
  const limit = timeoutSeconds === undefined ? "time limit" : `time limit of ${timeText(timeoutSeconds)}`;
  return {
    what: `it reached its ${limit} and was stopped`,
    advice: "Give it a longer timeout, or split the work into smaller jobs.",
    next: { kind: "edit" },
  };
}

function ended({ exitCode = 0, image }: Evidence): ReturnType<FailureRule["explain"]> {
  const { what, advice, isSignalFromOutside } = exitCodeMeaning(exitCode, imageText(image));
  return { what, advice, exitCode, next: { kind: isSignalFromOutside ? "retry" : "edit" } };
}

function timeText(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (seconds % 60 !== 0) return `${seconds} s`;
  return [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : ""].filter(Boolean).join(" ");
}

/** The text behind the name may repeat the command, the name never does. */
function errorName(reason: string): string | undefined {
  return /^\w+(?:Error|Exception)\b/.exec(reason)?.[0];
}

function named(name: string | undefined): string {
  return name === undefined ? "" : ` (${name})`;
}

function shortened(text: string): string {
  return text.length <= 200 ? text.trim() : `${text.slice(0, 199).trimEnd()}…`;
}
