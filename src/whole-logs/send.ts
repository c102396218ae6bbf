/** One whole log on its way: gathered into a file, uploaded, shared. */
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Gathered } from "../domain/logs/whole-log.ts";
import { Trouble, toTrouble } from "../domain/trouble.ts";
import { fileHeader } from "../messages/logs/whole-log-file.ts";
import { wholeLogProgress } from "../messages/logs/whole-log-progress.ts";
import { CalledOff } from "./called-off.ts";
import { end } from "./end.ts";
import { gather } from "./gather.ts";
import type { Held } from "./held.ts";
import { masked, type WholeLogsOptions } from "./options.ts";
import { pack } from "./pack.ts";
import { type Sharing, shareFile } from "./share-file.ts";
import { tellProgress } from "./tell.ts";
import { openUnnamedFile, type UnnamedFile } from "./unnamed-file.ts";

/** Throws what goes wrong and may go right later, and CalledOff. */
export async function send(options: WholeLogsOptions, held: Held): Promise<void> {
  const log = held.now();
  const job = await options.store.jobs.get(log.job);
  if (job === undefined) return end(options, held, { job, how: "gone" });
  if (log.step.kind === "gathering") {
    if (!(await options.mayRead(log))) throw new CalledOff("no access");
    if (!(await upload(options, held, job))) return;
  }
  const { gathered } = held.now().step as Sharing;
  switch (await shareFile(options, held, job)) {
    case "shared":
      return end(options, held, { job, how: "sent", gathered });
    case "not taken":
      return end(options, held, { job, how: "not taken" });
    case "anew":
      await held.save({ step: { kind: "gathering" } });
      throw new Trouble("later", "file_let_go", { vendor: "slack" });
    case "later":
      return;
  }
}

/** False where there is nothing to share, and it has ended. */
async function upload(options: WholeLogsOptions, held: Held, job: Job): Promise<boolean> {
  const { folder, uploads, posts } = options;
  const log = held.now();
  const channel = await posts.directChannel(log.member);
  const file = await openUnnamedFile(folder, log.id);
  try {
    const gathered = await gatherInto(options, held, { job, file, channel });
    if (gathered.lines === 0) {
      const isGone = gathered.missing === log.parts.length;
      await end(options, held, { job, how: isGone ? "gone" : "empty" });
      return false;
    }
    const { content } = masked(options, log, { content: fileHeader({ job, log, gathered }) });
    const header = Buffer.from(content, "utf8");
    const isLarge = gathered.bytes > limits.wholeLogPlainBytes;
    const packed = isLarge
      ? await pack(following(header, file), { folder, name: `${log.id}-packed`, onPiece: held.keep })
      : undefined;
    try {
      const name = packed === undefined ? log.fileName : `${log.fileName}.gz`;
      const length = packed === undefined ? header.length + file.size() : packed.size();
      const pieces = packed === undefined ? following(header, file) : packed.read();
      const body = heldOnto(held, pieces);
      const put = await uploads.put({ name, length, body });
      const step: Sharing = { kind: "sharing", file: put, channel, gathered, looks: 0 };
      await held.save({ trouble: undefined, fileName: name, step });
      return true;
    } catch (error) {
      const trouble = toTrouble(error);
      if (trouble.vendor !== "slack" || trouble.kind !== "permanent") throw error;
      options.logger.warn({ err: trouble, log: log.id }, "Slack takes no such file; the scope files:write?");
      await end(options, held, { job, how: "not taken" });
      return false;
    } finally {
      await packed?.close();
    }
  } finally {
    await file.close();
  }
}

type Into = { job: Job; file: UnnamedFile; channel: Parameters<typeof tellProgress>[2]["channel"] };

async function gatherInto(
  options: WholeLogsOptions,
  held: Held,
  { job, file, channel }: Into,
): Promise<Gathered> {
  const { clock, labs, batch, chance } = options;
  const log = held.now();
  const pi = labs().pis.get(log.pi);
  if (pi === undefined) throw new Trouble("permanent", "UnknownPi", { vendor: "aws" });
  const actor = { member: log.member, hutchnet: log.hutchnet };
  let tellAtMs = clock.nowMs() + limits.wholeLogQuietMs;
  return gather(log, {
    jobLogs: options.jobLogs(actor),
    describe: (ids) => batch.describe(pi, actor, ids),
    patterns: pi.logs.mask,
    file,
    mostBytes: limits.wholeLogBytes,
    clock,
    chance,
    onPage: async (sofar) => {
      await held.keep();
      if (clock.nowMs() < tellAtMs) return;
      tellAtMs = clock.nowMs() + limits.wholeLogProgressMs;
      const message = masked(options, log, wholeLogProgress(job, held.now(), sofar));
      await tellProgress(options, held, { channel, message });
    },
  });
}

async function* following(header: Uint8Array, file: UnnamedFile): AsyncGenerator<Uint8Array> {
  yield header;
  yield* file.read();
}

async function* heldOnto(held: Held, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    await held.keep();
    yield piece;
  }
}
