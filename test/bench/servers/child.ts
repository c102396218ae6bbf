/** A process under measurement: what it costs is read from the system, not from itself. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";

export type Child = {
  pid: number;
  /** What the pattern found in its output when it was ready. */
  ready: RegExpExecArray;
  startedInMs: number;
  cpuMs(): number;
  memoryMiB(): number;
  peakMiB(): number;
  stop(): Promise<void>;
};

export type ChildOptions = {
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
  readyWhen: RegExp;
  /** Where its output goes. */
  logFile: string;
};

export async function startChild({ args, env = {}, readyWhen, logFile }: ChildOptions): Promise<Child> {
  const log = createWriteStream(logFile, { flags: "a" });
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let lastWords = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log.write(chunk);
    lastWords = (lastWords + chunk).slice(-2_000);
  });
  const ready = await new Promise<RegExpExecArray>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      log.write(chunk);
      said = (said + chunk).slice(-10_000);
      const found = readyWhen.exec(said);
      if (found !== null) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`${args[0]} ended with ${code}: ${lastWords}`)));
  });
  const startedInMs = performance.now() - startedMs;
  const pid = child.pid as number;
  return {
    pid,
    ready,
    startedInMs,
    cpuMs: () => cpuMs(pid),
    memoryMiB: () => memoryMiB(pid, "VmRSS"),
    peakMiB: () => memoryMiB(pid, "VmHWM"),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  // Whoever has much to end in peace is not waited for: the bench looks at nothing any more.
  const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await ended;
  clearTimeout(timer);
}

const ticksPerSecond = 100;

/** User and system time of all its threads. Source: proc(5), /proc/pid/stat. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}

function memoryMiB(pid: number, field: "VmRSS" | "VmHWM"): number {
  const kiB = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(
    readFileSync(`/proc/${pid}/status`, "utf8"),
  )?.[1];
  return Number(kiB) / 1_024;
}
