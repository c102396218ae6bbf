// Looks at the machine's processes: through /proc where there is one, through ps elsewhere.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const hasProc = existsSync("/proc/self/stat");

/** Resident memory in bytes, by process group. */
export function memoryByGroup(): Map<number, number> {
  return new Map([...processGroups()].map(([group, { residentBytes }]) => [group, residentBytes]));
}

export type ProcessGroup = { pids: number[]; residentBytes: number };

export function processGroups(): Map<number, ProcessGroup> {
  const groups = new Map<number, ProcessGroup>();
  for (const { pid, group, residentBytes } of hasProc ? fromProc() : fromPs()) {
    const found = groups.get(group) ?? { pids: [], residentBytes: 0 };
    found.pids.push(pid);
    found.residentBytes += residentBytes;
    groups.set(group, found);
  }
  return groups;
}

type Entry = { pid: number; group: number; residentBytes: number };

function fromProc(): Entry[] {
  return processIds().flatMap((pid) => {
    const stat = readProc(`/proc/${pid}/stat`);
    // The second field, a name in brackets, may itself hold blanks and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const group = Number(fields[2]);
    const pages = Number(fields[21]);
    return Number.isFinite(group) && Number.isFinite(pages)
      ? [{ pid, group, residentBytes: pages * 4096 }]
      : [];
  });
}

function fromPs(): Entry[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,pgid=,rss="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [pid, group, kibibytes] = line.trim().split(/\s+/);
    return { pid: Number(pid), group: Number(group), residentBytes: Number(kibibytes) * 1024 };
  });
}

/** Kills what has left its group but still carries the id of one of these jobs in its environment. */
export function killStrays(jobIds: ReadonlySet<string>): void {
  if (!hasProc || jobIds.size === 0) return;
  for (const pid of processIds()) {
    const id = /(?:^|\0)AWS_BATCH_JOB_ID=([^\0]*)/.exec(readProc(`/proc/${pid}/environ`))?.[1];
    if (id === undefined || !jobIds.has(id)) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended meanwhile.
    }
  }
}

function processIds(): number[] {
  return readdirSync("/proc").map(Number).filter(Number.isInteger);
}

function readProc(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
