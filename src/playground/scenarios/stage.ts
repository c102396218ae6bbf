/** Where a scenario plays: the workspace, the lab's account, and whose turn it is. */
import type { LocalAws } from "../aws/local-aws.ts";
import type { FaultBoard } from "../panel/faults.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import type { Scenario } from "./scenario.ts";

export type Stage = {
  slack: Pick<LocalSlack, "acts">;
  aws: LocalAws;
  board: Pick<FaultBoard, "set" | "killBot" | "block">;
  scenario: Scenario;
  /** Of the player, and of everybody who submits something in it. */
  account: string;
  accounts: readonly string[];
  /** When the run began. */
  sinceMs: number;
  /** How long a second of the scenario lasts. */
  secondMs: number;
  signal: AbortSignal;
  /** Its step looks at this job. */
  saw: (jobId: string) => void;
  /** Resolves when the reader presses on. */
  pressed: () => Promise<void>;
};
