import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import type { WorkflowEngine } from "../../domain/job/workflow-engine.ts";
import { jobId, jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say, sentence } from "../text/prose.ts";
import { engineWords } from "./stop-words.ts";

export type CancelQuestion = {
  job: Job;
  draft: DraftId;
  /** What is lost, after "It": "has run 5 h 12 min". */
  lost: string;
  /** Given where the job is somebody else's. */
  ownerName?: string;
  /** What submitted it, and will again. */
  engine?: WorkflowEngine;
};

export function cancelQuestion({ job, draft, lost, ownerName, engine }: CancelQuestion): Message {
  const id = jobId(job);
  const whose = ownerName === undefined ? undefined : say` It is ${ownerName}'s job.`;
  return spoken(
    say`Stop ${jobName(job)}${id && say` (${id})`}?${whose} ${sentence(say`It ${lost}`)} What is stopped cannot be resumed.${engineWords(engine && { engine, of: 1, all: 1 })}`,
    buttons({ verb: "cancel", step: "confirm", label: "Stop it", value: draft, style: "danger" }),
  );
}
