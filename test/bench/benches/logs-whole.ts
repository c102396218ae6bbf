import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions, Figure } from "../bench.ts";
import { startChild } from "../servers/child.ts";
import type { WholeLogCost } from "../servers/whole-log.ts";

/** A whole log as a file: what it costs in memory, and how fast it is gathered, beside how fast it is sent on. */
export async function wholeLogOf({ tell }: BenchOptions): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-bench-"));
  const servers = join(import.meta.dirname, "..", "servers");
  const logFile = join(folder, "whole.log");
  const server = await startChild({
    args: [join(servers, "lean-logs.ts")],
    readyWhen: /listening (\d+)/,
    logFile,
  });
  try {
    const child = await startChild({
      args: [join(servers, "whole-log.ts"), server.ready[1] ?? "", String(lines), folder],
      readyWhen: /^(\{.*\})$/m,
      logFile,
    });
    const cost = JSON.parse(child.ready[1] ?? "{}") as WholeLogCost;
    const perSecond = (bytes: number, ms: number): number => bytes / 1e6 / (ms / 1_000);
    const gathered = perSecond(cost.bytes, cost.gatherMs);
    const sent = perSecond(cost.bytes, cost.uploadMs);
    tell(`a whole log: ${JSON.stringify(cost)}`);
    return [
      {
        what: `whole log of ${(cost.bytes / 1e6).toFixed(0)} MB: peak memory above idle`,
        value: `${cost.peakMiB.toFixed(0)} MiB`,
        aim: "at most 64 MiB",
        met: cost.peakMiB <= 64,
      },
      { what: "whole log: longest stall of the loop", value: `${cost.stallMs.toFixed(0)} ms` },
      {
        what: "whole log: gathered, MB a second, beside sent on from disk",
        value: gathered.toFixed(1),
        against: sent.toFixed(1),
        ratio: gathered / sent,
      },
    ];
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Some 500 MB as they stand in the file. */
const lines = 4_700_000;
