import type { ApprovalOutcome } from "../domain/approval/approval.ts";
import type { Job } from "../domain/job/job.ts";
import { isDirect } from "../domain/telling/telling.ts";
import { approvalKey } from "./ask-managers.ts";
import type { Tables } from "./tables.ts";

type Asked = Pick<Job, "id" | "subject">;

/** Who was asked sees that nothing is left to do, and who did it; who was not yet reached is not bothered. */
export async function closeCopies(tables: Tables, asked: Asked, outcome: ApprovalOutcome): Promise<void> {
  for (const { id, thread } of await tables.notices.ofSubject(asked.subject, approvalKey(asked.id))) {
    const place = await tables.threads.get(thread);
    const copy = await tables.notices.get(id);
    if (copy?.body.kind !== "approval") continue;
    const isUnasked =
      copy.state === "queued" && copy.tries === 0 && place !== undefined && isDirect(place.channel);
    // Taken up for a try since it was read, it is posted as it was, and to be edited then.
    if (
      isUnasked &&
      (await tables.notices.dead(id, "decided before it was asked", { state: "queued", tries: 0 }))
    )
      continue;
    await tables.notices.retell(id, { ...copy.body, outcome });
  }
}

/** They say how many are asked for now. */
export async function retellCopies(tables: Tables, asked: Asked): Promise<void> {
  for (const { id } of await tables.notices.ofSubject(asked.subject, approvalKey(asked.id))) {
    const copy = await tables.notices.get(id);
    if (copy?.body.kind === "approval") await tables.notices.retell(id, copy.body);
  }
}
