/** What is answered where a job has no log that could be read: for its lines and for its file alike. */
import type { Job } from "../../domain/job/job.ts";
import type { Streams } from "../../logs/streams.ts";
import { logElsewhere } from "../../messages/logs/log-elsewhere.ts";
import { noLogEver } from "../../messages/logs/no-log-ever.ts";
import { noLogYet } from "../../messages/logs/no-log-yet.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { type Answer, toMe } from "../answer.ts";

export type NoStreams = Exclude<Streams, { kind: "streams" }>;

/** `whichChild`: how a child of this array is named here. */
export function withoutStream(
  job: Job,
  streams: NoStreams,
  { attempt, whichChild }: { attempt?: number | undefined; whichChild: string },
): Answer {
  switch (streams.kind) {
    case "not-yet":
      return toMe(noLogYet(job));
    case "never":
      return toMe(noLogEver(job, streams.reason));
    case "elsewhere":
      return toMe(logElsewhere(job, streams.driver));
    case "array":
      return wrongLog(`This is an array of ${streams.size}: ${whichChild}`);
    case "no-such-attempt":
      return wrongLog(
        `The job has had ${streams.attempts} ${streams.attempts === 1 ? "attempt" : "attempts"}; there is no attempt ${attempt}.`,
      );
    case "no-such-container":
      return wrongLog(noSuchContainer(streams.containers));
  }
}

/** What was typed behind `logs` can not be answered. */
export function wrongLog(what: string): Answer {
  return toMe(mistakes({ verb: "logs", mistakes: [{ what }] }));
}

function noSuchContainer(names: readonly string[]): string {
  if (names.length === 0) return "The job has a single container without a name: leave `--container` out.";
  return `The job has no such container; it has ${names.map((name) => `\`${name}\``).join(", ")}.`;
}
