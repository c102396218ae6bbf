// Closes the round of a job's life: what ends lets others go, and what is let go is scheduled.

import type { BatchSurroundings, BatchWorld } from "./batch-world.ts";
import { schedule } from "./schedule.ts";
import { settleDependents } from "./settle-dependents.ts";

export function createBatchWorld(surroundings: BatchSurroundings): BatchWorld {
  const world: BatchWorld = {
    ...surroundings,
    dependents: new Map(),
    settleDependents: (job) => settleDependents(world, job),
    schedule: () => schedule(world),
  };
  return world;
}
