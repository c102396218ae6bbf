/** The words that stand in the file itself: plain text, for whoever opens it with no bot at hand. */
import type { Job } from "../../domain/job/job.ts";
import type { Gathered, LogPart, WholeLog } from "../../domain/logs/whole-log.ts";
import { maskText } from "../../domain/secrets/secret.ts";
import { oneLine } from "../text/clean-text.ts";
import { counted } from "../text/numbers.ts";
import type { Prose } from "../text/prose.ts";
import { lineTimes } from "./line-times.ts";
import { maskedWords } from "./masked-words.ts";
import { amountWords, logOf } from "./whole-log-words.ts";

/** The first lines of the file. */
export function fileHeader({ job, log, gathered }: { job: Job; log: WholeLog; gathered: Gathered }): string {
  const [first] = log.parts;
  const { masked, ownSecretsUnknown, cut, missing } = gathered;
  const lines = [
    `The whole log of ${plain(logOf(job, log))}`,
    `Job ${job.batchId ?? job.id} of ${job.pi}, queue ${job.queue}, definition ${job.definition}`,
    log.parts.length === 1 && first !== undefined ? `Stream ${streamWords(first)}` : undefined,
    `Read ${lineTimes(log.zone)(log.atMs).slice(0, "2026-11-29 12:06:31".length)}; this time and those of the lines are in the zone ${log.zone}`,
    `${amountWords(gathered)}; ${masked === 0 ? "no value was masked" : `${maskedWords(masked)}: ${maskText}`}`,
    ownSecretsUnknown &&
      "AWS has forgotten this job, so secrets of its own environment may stand here unmasked",
    missing === undefined
      ? undefined
      : `${counted(missing, "stream")} of it could not be found in CloudWatch`,
    cut &&
      `This is the beginning of the log: the rest ${cut.why === "size" ? "did not fit into a file" : "would have taken too long"}`,
  ];
  const told = lines.filter((line) => typeof line === "string").map((line) => `# ${oneLine(line)}\n`);
  return `${told.join("")}\n`;
}

/** Before the lines of one stream, where a file holds several. */
export function partHeading({
  batchId,
  index,
  node,
  container,
  attempt,
  attempts,
  ...stream
}: LogPart): string {
  const what = [
    index === undefined ? undefined : `index ${index}`,
    node === undefined ? undefined : `node ${node}`,
    container === undefined ? undefined : `container ${container}`,
    attempts > 1 ? `attempt ${attempt} of ${attempts}` : undefined,
    `job ${batchId}`,
    `stream ${streamWords(stream)}`,
  ];
  return `\n# ${oneLine(what.filter((part) => part !== undefined).join(", "))}\n`;
}

function streamWords({ region, group, stream }: Pick<LogPart, "region" | "group" | "stream">): string {
  return `${stream} in ${group}, ${region}`;
}

function plain(prose: Prose): string {
  return prose.map((piece) => ("text" in piece ? piece.text : "")).join("");
}
