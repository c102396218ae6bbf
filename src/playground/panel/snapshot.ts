/** What the panel shows, in parts that change on their own; every part has a bound. */
import type { LocalAws } from "../aws/local-aws.ts";
import type { JobLine } from "../aws/look.ts";
import type { LocalSlack } from "../slack/local-slack.ts";
import { awsCalls, type OperationPace } from "./aws-calls.ts";
import { type BlockedReason, blockedReasons } from "./blocked-reasons.ts";
import { type EventsPart, eventLines } from "./event-lines.ts";
import type { FaultBoard, FaultState } from "./faults.ts";
import { type SlackPart, slackPace } from "./slack-pace.ts";

export type PanelWorld = {
  slack: Pick<LocalSlack, "faults" | "calls" | "pace" | "channel" | "tellBeyond">;
  aws: LocalAws;
  bot: { pid: () => number | undefined };
  board: FaultBoard;
  /** The head of each lab account, by account. */
  labs: Record<string, string>;
};

export type RunningJob = { pids: number[]; residentBytes: number };

export type Snapshot = {
  labs: Record<string, string>;
  jobs: { lines: JobLine[]; more: number };
  /** What running jobs hold of this machine, by job. */
  processes: Record<string, RunningJob>;
  queues: { lines: ReturnType<LocalAws["look"]["queues"]>; reasons: BlockedReason[] };
  logs: ReturnType<LocalAws["look"]["streams"]>;
  events: EventsPart;
  calls: OperationPace[];
  slack: SlackPart;
  faults: { switches: FaultState[]; on: number; blocked: number; botPid: number | undefined };
};

export type Part = keyof Snapshot;
export type Parts = { [P in Part]: () => Snapshot[P] };

export const limits = { jobs: 300, events: 200, streams: 100, tailLines: 200 };

export function snapshotParts({ slack, aws, bot, board, labs }: PanelWorld): Parts {
  const { look } = aws;
  const queues = () => look.queues().filter(({ account }) => account in labs);
  return {
    labs: () => labs,
    jobs: () => look.jobs(limits.jobs),
    processes: () => runningJobs(aws),
    queues: () => ({ lines: queues(), reasons: blockedReasons }),
    logs: () => look.streams(limits.streams),
    events: () => eventLines(aws, board.fateOf, limits.events),
    calls: () => awsCalls(aws, Date.now()),
    slack: () => slackPace(slack, Date.now()),
    faults: () => {
      const switches = board.state();
      return {
        switches,
        on: switches.filter(({ isOn }) => isOn).length,
        blocked: queues().filter(({ blockedReason }) => blockedReason !== undefined).length,
        botPid: bot.pid(),
      };
    },
  };
}

export function takeSnapshot(parts: Parts): Snapshot {
  return {
    labs: parts.labs(),
    jobs: parts.jobs(),
    processes: parts.processes(),
    queues: parts.queues(),
    logs: parts.logs(),
    events: parts.events(),
    calls: parts.calls(),
    slack: parts.slack(),
    faults: parts.faults(),
  };
}

function runningJobs({ look }: LocalAws): Snapshot["processes"] {
  const running = look.jobs(limits.jobs).lines.filter(({ pid }) => pid !== undefined);
  if (running.length === 0) return {};
  const groups = look.processes();
  return Object.fromEntries(
    running.map(({ id, pid }) => [id, groups.get(pid ?? 0) ?? { pids: [], residentBytes: 0 }]),
  );
}
