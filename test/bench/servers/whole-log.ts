/**
 * Gathers a whole log and uploads it as the bot does, and prints what that cost as one line of JSON.
 * `node whole-log.ts LOGS_PORT LINES FOLDER`
 */
import "../../../src/lifecycle/short-lived.ts";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { createJobLogs } from "../../../src/aws/job-logs.ts";
import type { BatchId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import { systemChance } from "../../../src/lifecycle/chance.ts";
import { systemClock } from "../../../src/lifecycle/clock.ts";
import { sendBytes } from "../../../src/slack/send-bytes.ts";
import { gather } from "../../../src/whole-logs/gather.ts";
import { pack } from "../../../src/whole-logs/pack.ts";
import { withSmallHeap } from "../../../src/whole-logs/small-heap.ts";
import { openUnnamedFile } from "../../../src/whole-logs/unnamed-file.ts";
import { aPart, aWholeLog } from "../../fixtures/a-whole-log.ts";
import { benchRegion } from "../world/names.ts";

export type WholeLogCost = {
  bytes: number;
  gatherMs: number;
  packMs: number;
  uploadMs: number;
  packedBytes: number;
  peakMiB: number;
  stallMs: number;
};

const [port = "", lines = "0", folder = "."] = process.argv.slice(2);
const client = new CloudWatchLogsClient({
  region: benchRegion,
  endpoint: `http://127.0.0.1:${port}`,
  credentials: { accessKeyId: "AKIABENCH", secretAccessKey: "bench" },
});

const sink = createServer((request, response) => {
  request.resume().on("end", () => response.end("OK"));
});
await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
const url = new URL(`http://127.0.0.1:${(sink.address() as AddressInfo).port}/upload`);

async function send(count: number): Promise<Omit<WholeLogCost, "peakMiB" | "stallMs">> {
  const file = await openUnnamedFile(folder, `bench-${count}`);
  const startMs = performance.now();
  const { bytes } = await gather(
    aWholeLog("w_bench", { parts: [{ ...aPart, region: benchRegion, stream: `bench/once/${count}` }] }),
    {
      jobLogs: createJobLogs(async () => client),
      describe: async (ids: readonly BatchId[]) => ids.map((batchId) => ({ batchId, detail: own })),
      patterns: ["MRN-\\d+"],
      file,
      mostBytes: limits.wholeLogBytes,
      clock: systemClock,
      chance: systemChance,
      onPage: async () => {},
    },
  );
  const gatheredMs = performance.now();
  const packed = await pack(file.read(), { folder, name: `bench-${count}-packed`, onPiece: async () => {} });
  const packedMs = performance.now();
  // What is sent is the larger one of the two: what it costs must hold for both.
  const { status } = await sendBytes(url, { length: file.size(), body: file.read() });
  if (status !== 200) throw new Error(`the upload was answered with ${status}`);
  const sentMs = performance.now();
  const packedBytes = packed.size();
  await Promise.all([file.close(), packed.close()]);
  return {
    bytes,
    gatherMs: gatheredMs - startMs,
    packMs: packedMs - gatheredMs,
    uploadMs: sentMs - packedMs,
    packedBytes,
  };
}

const own = { container: { environment: [{ name: "API_PASSWORD", value: "a-secret-of-its-own" }] } };
const rssMiB = (): number => process.memoryUsage().rss / 2 ** 20;

// A bot that runs has done all of this before.
await send(20_000);
await new Promise((resolve) => setTimeout(resolve, 1_000));
const idleMiB = rssMiB();
let mostMiB = idleMiB;
const watching = setInterval(() => {
  mostMiB = Math.max(mostMiB, rssMiB());
}, 20);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const cost = await withSmallHeap(() => send(Number(lines)));
clearInterval(watching);
const told: WholeLogCost = { ...cost, peakMiB: mostMiB - idleMiB, stallMs: delay.max / 1e6 };
process.stdout.write(`${JSON.stringify(told)}\n`);
process.exit(0);
