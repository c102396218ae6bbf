import type { EventKind } from "./event-kind.ts";
import { jobQueueBlocked } from "./job-queue-blocked.ts";
import { jobStateChange } from "./job-state-change.ts";

/** Every kind of event that we know. Others are counted and kept. */
const all: readonly EventKind[] = [jobStateChange, jobQueueBlocked];

export const eventKinds: ReadonlyMap<string, EventKind> = new Map(all.map((kind) => [kind.detailType, kind]));
