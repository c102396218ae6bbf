import { indexOfChild } from "../domain/array/children-named.ts";
import { rangesOf } from "../domain/array/children-sum.ts";
import type { BatchId, PiName } from "../domain/ids.ts";
import { childId } from "../domain/job/family.ts";
import type { Job } from "../domain/job/job.ts";
import { isEnded } from "../domain/job/job-state.ts";
import { type ChildStop, stopReason } from "../domain/job/stop.ts";
import { limits } from "../domain/limits.ts";
import type { StoppedChildren } from "../domain/telling/notice.ts";
import { spread } from "../domain/time/growing-pause.ts";
import { Trouble, type TroubleKind, toTrouble } from "../domain/trouble.ts";
import { lanes } from "../lifecycle/lanes.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Tables } from "../store/tables.ts";
import { manySender, placeOfStop } from "./send-many.ts";
import type { StopsOptions } from "./stops.ts";

/** Gets each saved stop of children to AWS, child after child at its pace, until it has answered for all of them. */
export type ChildStops = Loop & {
  /** How far each has come while an answer waits; what is left of it goes on. */
  sendMany(ids: readonly string[]): Promise<ReadonlyMap<string, ChildStop>>;
};

const stopsPerTurn = 20;

export function childStops(options: StopsOptions): ChildStops {
  const { store, clock, logger, quietMs } = options;
  const time = () => ({ nowMs: clock.nowMs(), quietMs });

  const turn = async (): Promise<number | undefined> => {
    const nowMs = clock.nowMs();
    const due = await store.childStops.due(nowMs, ofLabs.busy(), stopsPerTurn);
    for (const [pi, ofPi] of Map.groupBy(due, (stop) => stop.pi)) ofLabs.begin(pi, () => takeUp(ofPi));
    if (due.length === stopsPerTurn) return 0;
    const waitMs = ((await store.childStops.nextDueMs()) ?? Number.POSITIVE_INFINITY) - nowMs;
    // What is due and was not taken up is of busy labs. What another replica leaves behind wakes nobody here.
    return Math.min(waitMs > 0 ? waitMs : limits.lookAroundMs, limits.lookAroundMs);
  };

  /** One after the other: each takes its account's pace anyway. */
  const takeUp = async (stops: readonly ChildStop[]): Promise<void> => {
    for (const stop of stops) {
      if (await store.childStops.claim(stop, clock.nowMs() + limits.stopLeaseMs)) await send(stop.id);
    }
  };

  const send = async (id: string): Promise<void> => {
    let stop = await store.childStops.get(id);
    while (stop !== undefined && stop.left.length > 0 && !isStopped) stop = await sendSome(stop);
  };

  /** Undefined when AWS does not answer just now: it is due again later. */
  const sendSome = async (stop: ChildStop): Promise<ChildStop | undefined> => {
    const job = await store.jobs.get(stop.job);
    if (job === undefined || isOver(job)) return save({ ...stop, left: [] });
    const now: ChildStop = { ...stop, dueMs: clock.nowMs() + limits.stopLeaseMs };
    for (const index of stop.left.slice(0, limits.childStopsPerSave)) {
      const trouble = await terminate(job, { stop, index });
      if (trouble !== undefined && trouble !== "permanent") {
        await save({ ...now, dueMs: laterMs(stop) });
        return undefined;
      }
      const what = trouble === undefined ? "taken" : "refused";
      Object.assign(now, { left: now.left.filter((each) => each !== index), [what]: [...now[what], index] });
    }
    return save(now);
  };

  /** The kind of trouble, if there is any. */
  const terminate = async (
    job: Job,
    { stop, index }: { stop: ChildStop; index: number },
  ): Promise<TroubleKind | undefined> => {
    await options.paceOf(placeOfStop(job));
    try {
      const pi = options.labs().pis.get(job.pi);
      if (pi === undefined)
        throw new Trouble("permanent", "UnknownPi", { message: `${job.pi} is no longer in the labs file` });
      const batchId = childId(job.batchId as BatchId, index);
      const actor = { member: stop.by, hutchnet: stop.hutchnet };
      await options.batch.terminate(pi, actor, { batchId, reason: stopReason(stop) });
      return undefined;
    } catch (error) {
      const trouble = toTrouble(error);
      logger.warn({ err: trouble, job: job.batchId, index, kind: trouble.kind }, "AWS did not stop a child");
      return trouble.kind;
    }
  };

  /** What is left, and in the end what is told of it, in one transaction. */
  const save = async (stop: ChildStop): Promise<ChildStop> => {
    await store.transaction(async (tables) => {
      const job = await tables.jobs.get(stop.job);
      await tables.childStops.save(stop);
      if (stop.left.length === 0 && job !== undefined) await conclude(tables, job, stop);
    });
    options.onChanged();
    return stop;
  };

  const conclude = async (tables: Tables, job: Job, stop: ChildStop): Promise<void> => {
    const { by, reason, taken, refused } = stop;
    if (taken.length > 0 && !isEnded(job.state)) {
      const notice = {
        kind: "stopping" as const,
        by,
        reason,
        children: toldChildren(job, taken),
        ...(refused.length === 0 ? {} : { refused: refused.length }),
      };
      await tables.recordJob(
        { before: job, after: job, also: [{ key: `stopping:${stop.id}`, notice }] },
        time(),
      );
    }
    if (taken.length > 0) await audit(tables, { job, stop }, "done");
    if (refused.length > 0) await audit(tables, { job, stop }, "failed");
  };

  const audit = (
    tables: Tables,
    { job, stop }: { job: Job; stop: ChildStop },
    outcome: "done" | "failed",
  ): Promise<void> =>
    tables.audit.append({
      atMs: clock.nowMs(),
      member: stop.by,
      via: "aws",
      verb: "cancel",
      pi: job.pi,
      job: job.batchId ?? job.id,
      outcome,
      detail: {
        reason: stop.reason,
        children: (outcome === "done" ? stop.taken : stop.refused).length,
      },
    });

  /** The pauses grow with its age. */
  const laterMs = ({ atMs }: ChildStop): number => {
    const nowMs = clock.nowMs();
    const pauseMs = Math.min(Math.max(limits.stopRetryMs, (nowMs - atMs) / 4), limits.submissionRetryMaxMs);
    return nowMs + spread(pauseMs, options.chance());
  };

  const many = manySender<{ id: string; place: string }, void>({
    send: ({ id }) => send(id),
    onLate: async () => {},
    // Each child takes a turn of its own.
    paceOf: async () => {},
    clock,
    logger,
  });
  const sendMany: ChildStops["sendMany"] = async (ids) => {
    await many.begin(ids.map((id) => ({ id, place: "" })));
    const stops = await Promise.all(ids.map((id) => store.childStops.get(id)));
    return new Map(stops.flatMap((stop) => (stop === undefined ? [] : [[stop.id, stop]])));
  };

  let isStopped = false;
  /** An account that does not answer holds up no other lab's stops. */
  const ofLabs = lanes<PiName>({ name: "child stops", logger, onEnded: () => self.wake() });
  const self = loop({ name: "child stops", clock, logger, turn });
  const start = (): void => {
    isStopped = false;
    self.start();
  };
  const stop = async (): Promise<void> => {
    isStopped = true;
    await self.stop();
    await Promise.all([ofLabs.ended(), many.end()]);
  };
  return { ...self, start, stop, sendMany };
}

/** All of the array has ended, or is being stopped: nothing is left to ask for. */
function isOver(job: Job): boolean {
  return isEnded(job.state) || job.batchId === undefined || job.stop !== undefined;
}

function toldChildren(job: Job, children: readonly number[]): StoppedChildren {
  const inOrder = children.map((child) => indexOfChild(job, child)).sort((a, b) => a - b);
  return { count: inOrder.length, ranges: rangesOf(inOrder, limits.failedRanges) };
}
