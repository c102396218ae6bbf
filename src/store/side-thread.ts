import { Worker } from "node:worker_threads";
import type { LongReads } from "./long-reads.ts";
import { type Asked, OpenQuestions } from "./open-questions.ts";
import type { FromSide, SideStart, ToSide } from "./side-thread-talk.ts";
import { StoreTrouble } from "./store-trouble.ts";

export type SideThread = LongReads & { close(): Promise<void> };

/**
 * A second connection to a SQLite file, on a thread of its own: it reads what takes long, and brings the file up to its
 * log, while this one goes on. It starts with the first question, and anew should it ever die.
 * `onLongLog`: the file has almost all of a long log; it begins anew if what is missing is written while nobody else writes.
 */
export function sideThread(start: SideStart, onLongLog: () => void): SideThread {
  let running: Worker | undefined;
  let asked = new OpenQuestions();

  const begin = (): Worker => {
    const worker = new Worker(new URL("./side-thread-main.ts", import.meta.url), { workerData: start });
    const mine = new OpenQuestions();
    asked = mine;
    let cause: unknown;
    worker.on("message", (message: FromSide) => {
      if (message.kind === "log is long") return onLongLog();
      const asker = mine.take(message.id);
      if (message.kind === "rows") asker?.resolve(message.rows as never);
      else asker?.reject(new StoreTrouble("later", `a read beside the others failed; ${message.why}`));
    });
    worker.on("error", (error) => {
      cause = error;
    });
    worker.on("exit", () => {
      if (running === worker) running = undefined;
      const trouble = new StoreTrouble("later", "the thread that reads beside the others has ended", {
        cause,
      });
      mine.rejectAll(trouble);
    });
    // It keeps no process alive.
    worker.unref();
    return worker;
  };

  return {
    rows: (query) =>
      new Promise((resolve, reject) => {
        const { sql, parameters } = query.compile();
        running ??= begin();
        const id = asked.add({ resolve: resolve as Asked["resolve"], reject });
        running.postMessage({ id, sql, parameters } satisfies ToSide);
      }),
    close: async () => {
      await running?.terminate();
    },
  };
}
