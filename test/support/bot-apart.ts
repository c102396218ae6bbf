/** The bot as a process of its own, which can be killed in the middle of anything and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { freePort } from "../../src/playground/free-port.ts";
import { connected, openWorld, type World, type WorldOptions } from "./installation.ts";

export type Apart = World & {
  botUrl: string;
  metricsUrl: string;
  /** kill -9, and the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same file. */
  start(): Promise<void>;
  logText(): string;
};

// Several bots at once on a busy machine take their time.
vi.setConfig({ testTimeout: 60_000 });

const main = join(import.meta.dirname, "..", "..", "src", "main.ts");
const fastProcess = join(import.meta.dirname, "fast-process.ts");

export async function startApart(options: WorldOptions = {}): Promise<Apart> {
  const startedMs = Date.now();
  const [world, port, metricsPort] = [
    await openWorld({ ...options, startedMs }),
    await freePort(),
    await freePort(),
  ];
  const botUrl = `http://127.0.0.1:${port}`;
  const logFile = join(world.folder, "bot.log");
  const log = createWriteStream(logFile, { flags: "a" });
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const env = {
      ...world.env,
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      FAST_PROCESS: `${options.speed ?? 1},${startedMs}`,
    };
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

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill(signal);
    await ended;
  };

  const close = async (): Promise<void> => {
    await end("SIGKILL");
    log.end();
    await world.close();
  };
  try {
    await Promise.all([start(), world.connect(botUrl)]);
    await connected(botUrl);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...world,
    botUrl,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    kill: () => end("SIGKILL"),
    start,
    logText: () => readFileSync(logFile, "utf8"),
    close,
  };
}

/** Everything the bot waits for passes ten times as fast, unless told otherwise. */
export async function withBot(
  journey: (world: Apart) => Promise<void>,
  options: WorldOptions = {},
): Promise<void> {
  const world = await startApart({ speed: 10, ...options });
  try {
    await journey(world);
  } finally {
    await world.close();
  }
}
