import type { World } from "../world.ts";
import { answersGiven } from "./answers.ts";
import { decidedRightly } from "./approvals.ts";
import { cardsTrue } from "./cards.ts";
import { givenUpRightly } from "./given-up.ts";
import { jobsTrue } from "./jobs.ts";
import { nothingLeft } from "./leftovers.ts";
import { endsHeard } from "./mornings.ts";
import { noticesOnce } from "./notices.ts";
import { stoppedByPeople } from "./paused.ts";
import { sentOnce } from "./submissions.ts";
import { leaversOut } from "./taken-out.ts";

/** Looks at a world that has come to rest; gives what is not as it must be, each as a sentence. */
export type Checker = (world: World) => readonly string[];

export const checkers: readonly Checker[] = [
  nothingLeft,
  sentOnce,
  decidedRightly,
  jobsTrue,
  cardsTrue,
  noticesOnce,
  endsHeard,
  givenUpRightly,
  answersGiven,
  stoppedByPeople,
  leaversOut,
];
