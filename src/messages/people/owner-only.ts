import type { PiName } from "../../domain/ids.ts";
import { jobName } from "../job/job-words.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";
import { personName } from "./people.ts";

/** What only the owner and managers may: stop a job, where the lab will have it so, or decide what is told of it. */
export function ownerOnly(
  job: { name: string; pi: PiName },
  { ownerName, deed }: { ownerName: string; deed: "stop" | "tell" },
): Message {
  const whose = say`${jobName(job)} is ${personName(ownerName)}'s. Ask them, or a manager of the lab.`;
  return spoken(
    deed === "stop"
      ? say`Nothing was stopped: in ${job.pi}, a job is stopped by its owner or a manager, and ${whose}`
      : say`Nothing was changed: what is told of a job is set by its owner or a manager, and ${whose}`,
  );
}
