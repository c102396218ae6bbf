import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

export type BotProcess = {
  /** Resolves once the bot answers that it is ready; rejects with its last words if it can not start. */
  ready(): Promise<void>;
  pid(): number | undefined;
  /** Ends it in peace. */
  stop(): Promise<void>;
};

export type BotProcessOptions = {
  env: Record<string, string>;
  /** What Node.js runs as the bot. */
  file: string;
  port: number;
  /** Its log goes there. */
  logFile: string;
  /** It ended and was not asked to; it is started again. */
  onDied(code: number | null, signal: NodeJS.Signals | null): void;
};

const restartMs = 500;
const pollMs = 100;

/** The unchanged bot as a process of its own, started again whenever it dies, as a real service is. */
export function botProcess({ env, file, port, logFile, onDied }: BotProcessOptions): BotProcess {
  const log = createWriteStream(logFile, { flags: "a" });
  let child: ChildProcess | undefined;
  let lastWords = "";
  let stopping = false;
  let starts = 0;
  let gaveUp: string | undefined;

  const start = (): void => {
    if (stopping) return;
    starts += 1;
    const started = spawn(process.execPath, [file], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    started.stdout.pipe(log, { end: false });
    started.stderr.on("data", (chunk: Buffer) => {
      lastWords = (lastWords + chunk.toString()).slice(-2_000);
      log.write(chunk);
    });
    started.once("exit", (code, signal) => {
      child = undefined;
      if (stopping) return;
      if (starts === 1 && code === 1) {
        gaveUp = lastWords;
        return;
      }
      onDied(code, signal);
      setTimeout(start, restartMs);
    });
  };
  start();

  return {
    pid: () => child?.pid,
    ready: async () => {
      while (!(await answers(port))) {
        if (gaveUp !== undefined) throw new Error(`The bot did not start:\n${gaveUp}`);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    },
    stop: async () => {
      stopping = true;
      const running = child;
      if (running === undefined) return;
      const ended = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGTERM");
      const patience = setTimeout(() => running.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}
