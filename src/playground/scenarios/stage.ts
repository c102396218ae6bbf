/** Where a scenario plays: the workspace, the lab's account, and whose turn it is. */
import type { LocalAws } from "../aws/local-aws.ts";
import type { FaultBoard } from "../panel/faults.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import type { FaultHolds } from "./fault-holds.ts";
import type { Scenario } from "./scenario.ts";

export type Stage = {
  slack: Pick<LocalSlack, "acts" | "ephemerals" | "waitFor">;
  aws: LocalAws;
  board: Pick<FaultBoard, "killBot" | "block">;
  faults: FaultHolds;
  /** The id of the run. */
  run: string;
  scenario: Scenario;
  /** Of the player, and of everybody who submits something in it. */
  account: string;
  accounts: readonly string[];
  /** When the run began. */
  sinceMs: number;
  /** How long a second of a pause lasts. */
  secondMs: number;
  /** The ids of its jobs, by the name in its steps. */
  own: Map<string, string>;
  /** The ids of the jobs of all runs. */
  claimed: Set<string>;
  /** The queues that it keeps from starting anything. */
  blocked: Set<string>;
  signal: AbortSignal;
  /** Its step looks at this job. */
  saw: (jobId: string) => void;
  /** Resolves when the reader presses on. */
  pressed: () => Promise<void>;
};
