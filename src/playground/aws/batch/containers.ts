// Containers, played by real processes of this machine: each in its own group and its own fresh folder.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { type LogLine, readLines } from "./log-lines.ts";
import type { MemoryWatch } from "./memory-watch.ts";
import { killStrays } from "./process-table.ts";

type ContainerSpec = {
  id: string;
  command: string[];
  environment: Record<string, string>;
  memoryMiB: number | undefined;
  onLines: (lines: LogLine[]) => void;
};

/** Signals count as 128 and their number, as a container's exit code does. */
export type ContainerExit = { exitCode: number; isOutOfMemory: boolean };
export type Container = {
  /** Of its first process, and of the group of all of them. */
  pid: number;
  /** SIGTERM, and SIGKILL after the grace; without grace SIGKILL at once. */
  stop: (graceMs: number) => void;
  exited: Promise<ContainerExit>;
};

type Started =
  | { kind: "running"; container: Container }
  | { kind: "not-started"; exitCode: number; reason: string };

export type Containers = {
  hasRoom: () => boolean;
  reserve: () => void;
  free: () => void;
  start: (spec: ContainerSpec) => Promise<Started>;
  /** Kills every group and waits until all are gone. */
  close: () => Promise<void>;
};

export type ContainersParts = { workFolder: string; path: string; maxProcesses: number; memory: MemoryWatch };

export function createContainers(parts: ContainersParts): Containers {
  const alive = new Map<number, Promise<unknown>>();
  const starting = new Set<Promise<Started>>();
  const ids = new Set<string>();
  let reserved = 0;
  const killAll = () => {
    for (const pid of alive.keys()) signalGroup(pid, "SIGKILL");
  };
  process.once("exit", killAll);

  async function launch(spec: ContainerSpec): Promise<Started> {
    const folder = await mkdtemp(join(parts.workFolder, "job-"));
    const child = spawnContainer(spec, folder, parts.path);
    const failure = await spawnFailure(child);
    const pid = child.pid;
    if (failure || pid === undefined) {
      await rm(folder, { recursive: true, force: true });
      return notFound(spec.command[0] ?? "", failure);
    }
    ids.add(spec.id);
    const exited = follow({ child, pid, folder, spec, memory: parts.memory }).finally(() =>
      alive.delete(pid),
    );
    alive.set(pid, exited);
    const stop = (graceMs: number) => stopGroup(pid, graceMs, exited);
    return { kind: "running", container: { pid, exited, stop } };
  }

  return {
    hasRoom: () => reserved < parts.maxProcesses,
    reserve: () => {
      reserved += 1;
    },
    free: () => {
      reserved -= 1;
    },
    start(spec) {
      const started = launch(spec).catch(notCreated);
      starting.add(started);
      return started.finally(() => starting.delete(started));
    },
    async close() {
      await Promise.allSettled(starting);
      process.removeListener("exit", killAll);
      killAll();
      killStrays(ids);
      await Promise.all(alive.values());
      // Once more, for what was being made while the first look was taken.
      killStrays(ids);
    },
  };
}

function spawnContainer({ command, environment }: ContainerSpec, folder: string, path: string): ChildProcess {
  const [program, ...words] = command;
  if (program === undefined) throw new Error("no command specified");
  return spawn(program, words, {
    cwd: folder,
    // Nothing of our own environment: a job must not find the credentials of whoever plays.
    env: { PATH: path, HOME: folder, LANG: "C.UTF-8", ...environment },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function spawnFailure(child: ChildProcess): Promise<NodeJS.ErrnoException | undefined> {
  const failed = new Promise<NodeJS.ErrnoException>((resolve) => child.once("error", resolve));
  return Promise.race([
    failed,
    once(child, "spawn").then(
      () => undefined,
      () => failed,
    ),
  ]);
}

function notFound(program: string, failure: NodeJS.ErrnoException | undefined): Started {
  const isDenied = failure?.code === "EACCES";
  const why = isDenied ? "permission denied" : "executable file not found in $PATH";
  return {
    kind: "not-started",
    exitCode: isDenied ? 126 : 127,
    reason:
      "CannotStartContainerError: Error response from daemon: failed to create task for container: " +
      "failed to create shim task: OCI runtime create failed: runc create failed: " +
      `unable to start container process: exec: "${program}": ${why}: unknown`,
  };
}

/** Some commands cannot even be tried: an empty one, one too long, one with a null byte. */
function notCreated(error: unknown): Started {
  const why = error instanceof Error ? error.message : String(error);
  return {
    kind: "not-started",
    exitCode: 127,
    reason: `CannotCreateContainerError: Error response from daemon: ${why}`,
  };
}

type Followed = {
  child: ChildProcess;
  pid: number;
  folder: string;
  spec: ContainerSpec;
  memory: MemoryWatch;
};

async function follow({ child, pid, folder, spec, memory }: Followed): Promise<ContainerExit> {
  let isOutOfMemory = false;
  const unwatch = memory.watch(pid, spec.memoryMiB, () => {
    isOutOfMemory = true;
    signalGroup(pid, "SIGKILL");
  });
  const closed = once(child, "close");
  const read = [child.stdout, child.stderr].map((stream) => stream && readLines(stream, spec.onLines));
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  unwatch();
  // The end of its first process ends a container: whatever it left behind goes too.
  signalGroup(pid, "SIGKILL");
  const giveUp = setTimeout(() => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, 1000);
  await closed;
  clearTimeout(giveUp);
  await Promise.all(read);
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return { exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0), isOutOfMemory };
}

function stopGroup(pid: number, graceMs: number, exited: Promise<unknown>): void {
  if (graceMs <= 0) {
    signalGroup(pid, "SIGKILL");
    return;
  }
  signalGroup(pid, "SIGTERM");
  const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
  void exited.finally(() => clearTimeout(timer));
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
