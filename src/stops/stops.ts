import type { Logger } from "pino";
import type { BatchJobs } from "../aws/jobs.ts";
import type { PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { isEnded } from "../domain/job/job-state.ts";
import { type Stop, stopReason } from "../domain/job/stop.ts";
import { limits } from "../domain/limits.ts";
import type { Labs } from "../domain/people/pi.ts";
import { spread } from "../domain/time/growing-pause.ts";
import { Trouble, toTrouble } from "../domain/trouble.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { lanes } from "../lifecycle/lanes.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import { manySender, placeOfStop } from "./send-many.ts";

export type StopsOptions = {
  store: Store;
  batch: Pick<BatchJobs, "terminate">;
  labs(): Labs;
  /** Resolves when an account may be asked to stop one more of many. */
  paceOf(place: string): Promise<void>;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  quietMs: number;
  /** A job or its thread has changed. */
  onChanged(): void;
};

export type StopOutcome = "taken" | "refused" | "not yet";

/** Gets each saved stop to AWS: stopping twice does no harm, so it is asked for until AWS has taken it. */
export type Stops = Loop & {
  /** Asks AWS now; what it does not answer is asked again later. */
  send(id: SubmissionId): Promise<StopOutcome>;
  /** Asks AWS about many, with their stops, at its pace; what is not settled while an answer waits is absent, and goes on. */
  sendMany(jobs: readonly Job[]): Promise<ReadonlyMap<SubmissionId, StopOutcome>>;
};

type Stopped = Job & { stop: Stop };

const stopsPerTurn = 20;

export function stops(options: StopsOptions): Stops {
  const { store, clock, logger, quietMs } = options;
  const time = () => ({ nowMs: clock.nowMs(), quietMs });

  const turn = async (): Promise<number | undefined> => {
    const nowMs = clock.nowMs();
    const due = await store.jobs.dueForStopping(nowMs, ofLabs.busy(), stopsPerTurn);
    const ours: Job[] = [];
    for (const job of due) if (await claim(job, nowMs + limits.stopLeaseMs)) ours.push(job);
    for (const [pi, ofPi] of Map.groupBy(ours, (job) => job.pi)) ofLabs.begin(pi, () => sendAll(ofPi));
    if (due.length === stopsPerTurn) return 0;
    const waitMs = ((await store.jobs.nextStopMs()) ?? Number.POSITIVE_INFINITY) - nowMs;
    // What is due and was not taken up is of busy labs. What another replica leaves behind wakes nobody here.
    return Math.min(waitMs > 0 ? waitMs : limits.lookAroundMs, limits.lookAroundMs);
  };

  /** False when another replica has taken it up. */
  const claim = async ({ stop, ...job }: Job, untilMs: number): Promise<boolean> =>
    stop !== undefined && store.transaction((tables) => tables.jobs.claimStop({ ...job, stop }, untilMs));

  const sendAll = async (jobs: readonly Job[]): Promise<void> => {
    const outcomes = await Promise.allSettled(jobs.map(sendAgain));
    const failure = outcomes.find((outcome) => outcome.status === "rejected");
    if (failure !== undefined) throw failure.reason;
  };

  const send = async (id: SubmissionId): Promise<StopOutcome> => {
    const job = await store.jobs.get(id);
    if (job?.stop === undefined || job.batchId === undefined) return "refused";
    if (job.stop.taken === true || isEnded(job.state)) return "taken";
    try {
      await terminate({ ...job, stop: job.stop });
      await settle(job.stop, id, taken);
      return "taken";
    } catch (error) {
      const trouble = toTrouble(error);
      logger.warn({ err: trouble, job: job.batchId, kind: trouble.kind }, "AWS did not take a stop");
      const isFinal = trouble.kind === "permanent";
      await settle(job.stop, id, isFinal ? refused : later);
      return isFinal ? "refused" : "not yet";
    } finally {
      options.onChanged();
      self.wake();
    }
  };

  /** In the name of who stopped it, as that person was allowed to at the click. */
  const terminate = async ({ pi: name, stop, batchId }: Stopped): Promise<void> => {
    const pi = options.labs().pis.get(name);
    if (pi === undefined || batchId === undefined)
      throw new Trouble("permanent", "UnknownPi", { message: `${name} is no longer in the labs file` });
    const actor = { member: stop.by, hutchnet: stop.hutchnet };
    await options.batch.terminate(pi, actor, { batchId, reason: stopReason(stop) });
  };

  /** Only this very stop: it may have been taken back, or another's may stand in its place. */
  const settle = (
    stop: Stop,
    id: SubmissionId,
    change: (tables: Tables, job: Stopped) => Promise<void>,
  ): Promise<void> =>
    store.transaction(async (tables) => {
      const job = await tables.jobs.get(id);
      if (job?.stop?.atMs !== stop.atMs || job.stop.by !== stop.by || job.stop.taken === true) return;
      await change(tables, { ...job, stop: job.stop });
    });

  const taken = async (tables: Tables, before: Stopped): Promise<void> => {
    const { by, reason, atMs } = before.stop;
    // It ended by itself before the stop reached it: the stop has done nothing, and must not be told of.
    if (isEnded(before.state) && before.state !== "stopped") return withdraw(tables, before);
    const after: Job = { ...before, stop: { ...before.stop, taken: true }, version: before.version + 1 };
    const notice = { kind: "stopping", by, reason, state: before.state } as const;
    const also = isEnded(before.state) ? [] : [{ key: `stopping:${atMs}`, notice }];
    await tables.recordJob({ before, after, also }, time());
    await audit(tables, before, "done");
  };

  const refused = async (tables: Tables, before: Stopped): Promise<void> => {
    await withdraw(tables, before);
    await audit(tables, before, "failed");
  };

  const withdraw = async (tables: Tables, before: Stopped): Promise<void> => {
    const { stop: _withdrawn, ...rest } = before;
    await tables.recordJob({ before, after: { ...rest, version: before.version + 1 } }, time());
  };

  /** The pauses grow with its age. When AWS is asked about the job itself stays as it was. */
  const later = (tables: Tables, { id, stop }: Stopped): Promise<void> => {
    const nowMs = clock.nowMs();
    const pauseMs = Math.min(
      Math.max(limits.stopRetryMs, (nowMs - stop.atMs) / 4),
      limits.submissionRetryMaxMs,
    );
    return tables.jobs.stopLater(id, { ...stop, dueMs: nowMs + spread(pauseMs, options.chance()) });
  };

  /** Nobody waits for the answer any more, and the thread was promised: it says that the job goes on. */
  const sendAgain = async (job: Job): Promise<void> => {
    await options.paceOf(placeOfStop(job));
    await tellIfRefused(job, await send(job.id));
  };

  const tellIfRefused = async (
    { id, stop }: Pick<Job, "id" | "stop">,
    outcome: StopOutcome,
  ): Promise<void> => {
    if (outcome !== "refused" || stop === undefined) return;
    const also = [{ key: `refused:${stop.atMs}`, notice: { kind: "stopping", refused: true } as const }];
    await store.transaction(async (tables) => {
      const before = await tables.jobs.get(id);
      if (before !== undefined) await tables.recordJob({ before, after: before, also }, time());
    });
    options.onChanged();
  };

  const audit = (tables: Tables, job: Stopped, outcome: "done" | "failed"): Promise<void> =>
    tables.audit.append({
      atMs: clock.nowMs(),
      member: job.stop.by,
      via: "aws",
      verb: "cancel",
      pi: job.pi,
      job: job.batchId ?? job.id,
      outcome,
      detail: { reason: job.stop.reason },
    });

  const many = manySender<Job & { place: string }, StopOutcome>({
    send: ({ id }) => send(id),
    onLate: tellIfRefused,
    paceOf: options.paceOf,
    clock,
    logger,
  });
  const sendMany: Stops["sendMany"] = async (jobs) => {
    const outcomes = await many.begin(jobs.map((job) => ({ ...job, place: placeOfStop(job) })));
    return new Map([...outcomes].map(([{ id }, outcome]) => [id, outcome]));
  };

  /** An account that does not answer holds up no other lab's stops. */
  const ofLabs = lanes<PiName>({ name: "stops", logger, onEnded: () => self.wake() });
  const self = loop({ name: "stops", clock, logger, turn });
  const stop = async (): Promise<void> => {
    await self.stop();
    await Promise.all([ofLabs.ended(), many.end()]);
  };
  return { ...self, stop, send, sendMany };
}
