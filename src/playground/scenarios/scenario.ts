/** A scenario as data: what somebody does in the workspace, what befalls AWS meanwhile, and what to watch. */

export const groups = ["Start", "Failures", "Waiting", "Scale", "Safety"] as const;
export type Group = (typeof groups)[number];

/** It is played by one person in one channel, and looked at from there. */
export type Scenario = Player & {
  /** Stands in addresses: lower-case words with hyphens. */
  name: string;
  group: Group;
  title: string;
  /** One or two sentences on what to watch in the workspace. */
  watch: string;
  /** A queue of which it needs the head for itself: scenarios of one queue take turns. */
  queue?: string;
  /** How long a step may take before the scenario gives up; 60 unless said. */
  patienceSec?: number;
  steps: Step[];
};

/** A person, and the channel in which they type. */
export type Player = { as: string; channel: string };

/** Jobs are named as in `--name`. */
export type Step =
  | { kind: "type"; text: string; by?: Player }
  | { kind: "press"; actionId: string; words: string }
  | { kind: "wait"; job: string; status: Status; attempt: number }
  | { kind: "pause"; seconds: number }
  | { kind: "stay"; button: string; atMostSec: number }
  | { kind: "reclaim"; job: string }
  | { kind: "block"; queue: string; reason: string }
  | { kind: "unblock"; queue: string }
  | { kind: "fault"; id: string; is: "on" | "off" }
  | { kind: "kill-bot" };

export type Status = "SUBMITTED" | "PENDING" | "RUNNABLE" | "STARTING" | "RUNNING" | "SUCCEEDED" | "FAILED";
