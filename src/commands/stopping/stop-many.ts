/** Stopping several jobs, or children of an array: one question, one set, one reply. */
import { draftIdOf } from "../../domain/derived-ids.ts";
import type { SubmissionId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import type { ChildStop } from "../../domain/job/stop.ts";
import { isUnstarted, stopLoss } from "../../domain/job/stop-loss.ts";
import {
  childrenOfTarget,
  countTargets,
  type StopTarget,
  stoppedAtOnce,
} from "../../domain/job/stop-targets.ts";
import { workflowEngineOf } from "../../domain/job/workflow-engine.ts";
import { cancelQuestionOfMany } from "../../messages/stopping/cancel-question-of-many.ts";
import { cancelledMany } from "../../messages/stopping/cancelled-many.ts";
import type { LeftOut, OfEngine, StopPart } from "../../messages/stopping/stop-words.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { saveDraft } from "../typing/line-draft.ts";
import { saveChildStops, saveStops } from "./save-stops.ts";
import { type Sorted, sortTargets } from "./sort-targets.ts";
import type { FoundTargets } from "./stop-targets.ts";

/** What a yes stops, to the last child: what was shown. */
export type CancelManyDraft = {
  targets: readonly { job: SubmissionId; name: string; indexes?: readonly number[] }[];
  reason: string;
};

export async function askOrStopMany(
  request: Request,
  found: FoundTargets,
  { reason, isSure }: { reason: string; isSure: boolean },
): Promise<Answer> {
  const cut = stoppedAtOnce(found.targets);
  const sorted = await sortTargets(request, cut.targets, reason);
  const left = await leftOut(request, { ...found, ...sorted, left: cut.left });
  if (sorted.open.length === 0)
    return toMe(cancelledMany({ taken: [], refused: [], notYet: [], withdrawn: [], neverSent: [], left }));
  if (isSure || needsNoQuestion(request, sorted)) return stopSorted(request, { sorted, left, reason });
  const draft = draftIdOf(request.invocation.id, "confirm");
  const targets = sorted.open.map(({ job, indexes }) => ({
    job: job.id,
    name: job.name,
    ...(indexes && { indexes }),
  }));
  const body: CancelManyDraft = { targets, reason };
  await saveDraft(request, draft, "cancel", body);
  const engine = ofEngine(request, sorted);
  return toMe(
    cancelQuestionOfMany({
      parts: await partsOf(request, sorted.open),
      loss: stopLoss(sorted.units, request.nowMs),
      left,
      ...(engine === undefined ? {} : { engine }),
      draft,
    }),
  );
}

/** Asked again at the click: of what was shown, what may still be stopped. */
export async function stopFound(request: Request, found: FoundTargets, reason: string): Promise<Answer> {
  const sorted = await sortTargets(request, found.targets, reason);
  const left = await leftOut(request, { ...found, ...sorted, left: 0 });
  return stopSorted(request, { sorted, left, reason });
}

/** One's own single child that has not started: nothing is lost. */
function needsNoQuestion(request: Request, { open, units }: Sorted): boolean {
  const [unit] = units;
  return (
    countTargets(open) === 1 &&
    open[0]?.indexes !== undefined &&
    unit !== undefined &&
    unit.owner === request.member.id &&
    isUnstarted(unit) &&
    engineOf(request, unit) === undefined
  );
}

/** Where several engines are at work none is named. */
function ofEngine(request: Request, { units }: Sorted): OfEngine | undefined {
  const engines = units.flatMap((unit) => engineOf(request, unit) ?? []);
  const [engine] = engines;
  if (engine === undefined) return undefined;
  const isOnly = engines.every((each) => each === engine);
  return { engine: isOnly ? engine : "a workflow", of: engines.length, all: units.length };
}

export function engineOf({ services }: Request, job: Job) {
  return workflowEngineOf(job, services.labs().pis.get(job.pi)?.runTag);
}

type ToStop = { sorted: Sorted; left: LeftOut; reason: string };

/** All are saved before AWS is asked about the first. */
async function stopSorted(request: Request, { sorted, left, reason }: ToStop): Promise<Answer> {
  const { services } = request;
  const saved = await saveStops(
    request,
    sorted.open.filter(({ indexes }) => indexes === undefined),
    reason,
  );
  // What waited for a yes, or for its turn to be sent: AWS knows nothing of it.
  const unsent = saved.filter(({ stop, batchId }) => stop !== undefined && batchId === undefined);
  const withdrawn = unsent.filter(({ approval }) => approval?.outcome?.kind === "withdrawn");
  const neverSent = unsent.filter((job) => !withdrawn.includes(job));
  const wholes = saved.filter(({ stop, batchId }) => stop !== undefined && batchId !== undefined);
  // What ended by itself while the others were saved has no stop, nor has what was just being sent.
  const without = saved.filter(({ stop }) => stop === undefined);
  const over = without.filter(({ state }) => isEnded(state));
  const unknown = without.filter((job) => !over.includes(job));
  const arrays = await saveChildStops(
    request,
    sorted.open.filter(({ indexes }) => indexes !== undefined),
    reason,
  );
  services.changed();
  const [outcomes, children] = await Promise.all([
    services.stops.sendMany(wholes),
    services.childStops.sendMany(arrays.map(({ id }) => id)),
  ]);
  const became = (wanted: "taken" | "refused" | undefined): StopTarget[] =>
    wholes.flatMap((job) => {
      const outcome = outcomes.get(job.id);
      return (outcome === "not yet" ? undefined : outcome) === wanted ? [{ job }] : [];
    });
  const ofArrays = (which: (stop: ChildStop) => readonly number[]): StopTarget[] =>
    arrays.flatMap(({ id, job }) => {
      const stop = children.get(id);
      const indexes = stop === undefined ? [] : [...which(stop)].sort((a, b) => a - b);
      return indexes.length === 0 ? [] : [{ job, indexes }];
    });
  const parts = (targets: readonly StopTarget[]) => partsOf(request, targets);
  const whole = (jobs: readonly Job[]) => parts(jobs.map((job) => ({ job })));
  return toMe(
    cancelledMany({
      taken: await parts([...became("taken"), ...ofArrays(({ taken }) => taken)]),
      refused: await parts([...became("refused"), ...ofArrays(({ refused }) => refused)]),
      notYet: await parts([...became(undefined), ...ofArrays(({ left: toAsk }) => toAsk)]),
      withdrawn: await whole(withdrawn),
      neverSent: await whole(neverSent),
      left: {
        ...left,
        ended: [...left.ended, ...(await whole(over))],
        notKnownYet: [...left.notKnownYet, ...(await whole(unknown))],
      },
    }),
  );
}

type ToLeaveOut = Pick<FoundTargets, "ownerOnly" | "missing" | "areMore"> &
  Pick<Sorted, "ended" | "notKnownYet"> & { left: number };

async function leftOut(request: Request, found: ToLeaveOut): Promise<LeftOut> {
  const { services } = request;
  const ownerOnly = found.ownerOnly.map(async (job) => ({
    job,
    ownerName: await services.nameOf(job.owner, job.hutchnet),
  }));
  return {
    ended: await partsOf(request, found.ended),
    ownerOnly: await Promise.all(ownerOnly),
    missing: found.missing,
    notKnownYet: await partsOf(request, found.notKnownYet),
    over: found.areMore ? "more" : found.left,
  };
}

function partsOf({ services, member }: Request, targets: readonly StopTarget[]): Promise<StopPart[]> {
  return Promise.all(
    targets.map(async (target) => {
      const { job } = target;
      const whose =
        job.owner === member.id ? {} : { ownerName: await services.nameOf(job.owner, job.hutchnet) };
      return { job, ...childrenOfTarget(target), ...whose };
    }),
  );
}
