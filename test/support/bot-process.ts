/** A bot as a process of its own, which can be killed in the middle of anything and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { freePort } from "../../src/playground/free-port.ts";
import type { World } from "./installation.ts";

export type BotProcess = {
  botUrl: string;
  metricsUrl: string;
  /** Starts it, or starts it again on the same store. */
  start(): Promise<void>;
  /** It stands still, and what comes in waits before it. */
  freeze(): void;
  /** kill -9, and the process is gone. */
  kill(): Promise<void>;
  isRunning(): boolean;
  logText(): string;
};

export type BotProcessOptions = { name: string; speed?: number | undefined; startedMs: number };

/** Of the world's installation; on ports of its own. It is started later. */
export async function botProcess(
  world: Pick<World, "env" | "folder">,
  { name, speed = 1, startedMs }: BotProcessOptions,
): Promise<BotProcess> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const logFile = join(world.folder, `${name}.log`);
  const log = createWriteStream(logFile, { flags: "a" });
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const env = {
      ...world.env,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      FAST_PROCESS: `${speed},${startedMs}`,
    };
    const { main, fastProcess } = inject("bundledBot");
    const started = spawn(process.execPath, ["--import", fastProcess, main], {
      env,
      stdio: ["pipe", "pipe", "pipe"],
    });
    child = started;
    started.stderr.pipe(log, { end: false });
    let lastWords = "";
    started.stderr.on("data", (chunk: Buffer) => {
      lastWords += chunk;
    });
    await new Promise<void>((resolve, reject) => {
      started.stdout.on("data", (chunk: Buffer) => {
        log.write(chunk);
        if (chunk.includes("Batchmate is running")) resolve();
      });
      started.once("exit", (code) => reject(new Error(`the bot ended with code ${code}: ${lastWords}`)));
    });
  };

  const isRunning = (): boolean =>
    child !== undefined && child.exitCode === null && child.signalCode === null;

  return {
    botUrl: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    start,
    freeze: () => void child?.kill("SIGSTOP"),
    kill: async () => {
      const running = child;
      if (running === undefined || !isRunning()) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGKILL");
      await ended;
    },
    isRunning,
    logText: () => readFileSync(logFile, "utf8"),
  };
}
