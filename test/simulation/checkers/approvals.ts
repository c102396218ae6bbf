import type { Approval } from "../../../src/domain/approval/approval.ts";
import type { SavedJob } from "../ledger.ts";
import type { World } from "../world.ts";

/** Sent is what got a yes and nothing else, what was decided is on record, and who was asked sees that it is decided. */
export function decidedRightly({ ledger }: World): string[] {
  const sent = new Set(
    ledger()
      .submissions()
      .map(({ id }) => id),
  );
  const asked = ledger()
    .jobs()
    .filter(({ approval }) => approval !== null);
  const open = ledger()
    .notices()
    .filter(
      ({ kind, state, body }) => kind === "approval" && state === "sent" && !("outcome" in JSON.parse(body)),
    )
    .map(({ job, id }) => `${id} still asks for a yes to ${ledger().job(job)?.name}, which is decided`);
  const onRecord = ledger()
    .decisions()
    .flatMap(({ job, decision }) => {
      const found = asked.find(({ id }) => id === job);
      const decided = found && outcomeOfAll(found, asked);
      return decided === decision
        ? []
        : [`${found?.name ?? job} is on record as ${decision}, and was decided as ${decided}`];
    });
  return [...asked.flatMap((job) => sentByYes(job, sent.has(job.id))), ...onRecord, ...open];
}

/** Of many that were decided over at once, the one under which they were asked for may have been withdrawn before. */
function outcomeOfAll(job: SavedJob, asked: readonly SavedJob[]): string | undefined {
  const beside = asked.filter(
    ({ subject }) => subject === job.subject && approvalOf(job).together !== undefined,
  );
  const outcomes = [job, ...beside].map((each) => approvalOf(each).outcome?.kind);
  return outcomes.find((kind) => kind !== "withdrawn") ?? outcomes[0];
}

function approvalOf({ approval }: SavedJob): Partial<Approval> {
  return JSON.parse(approval ?? "{}");
}

function sentByYes(job: SavedJob, isSent: boolean): string[] {
  const { name } = job;
  const { outcome } = approvalOf(job);
  const isYes = outcome?.kind === "approved" || outcome?.kind === "standing";
  if (isSent === isYes) return [];
  return [
    `${name} ${isSent ? "was sent" : "was not sent"}, and was decided as ${outcome?.kind ?? "nothing"}`,
  ];
}
