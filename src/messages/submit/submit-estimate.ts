import type { Job } from "../../domain/job/job.ts";
import type { TypicalTime } from "../../domain/job/typical-time.ts";
import { type ListPrice, listPricesOf } from "../../domain/submission/list-price.ts";
import { jobSize } from "../job/job-words.ts";
import { durationWords } from "../text/duration.ts";
import { dollars } from "../text/money.ts";
import { counted } from "../text/numbers.ts";
import { bold, joined, type Prose, say } from "../text/prose.ts";

export type Estimate = {
  pi: string;
  /** The definition's name. */
  definition: string;
  asked: Job["asked"];
  queue?: string | undefined;
  /** Undefined where nobody can say. */
  price?: ListPrice | undefined;
  /** Of the lab's last such jobs. */
  time?: TypicalTime | undefined;
};

/** What is asked for, what an hour of it costs, and how long such jobs took. */
export function estimateProse({ pi, definition, asked, queue, price, time }: Estimate): Prose {
  return joined(
    [
      say`Asks for ${[bold(sizeText(asked))]}${queue === undefined ? "" : ` in queue ${queue}`}.`,
      price && priceProse(price, asked.arraySize),
      time && timeProse(time, { pi, definition, isArray: asked.arraySize !== undefined }),
    ],
    " ",
  );
}

function sizeText(asked: Job["asked"]): string {
  return jobSize({ asked })
    .map((piece) => ("text" in piece ? piece.text : ""))
    .join("");
}

function priceProse({ usdPerHour, maybeSpot, withoutGpus }: ListPrice, arraySize: number | undefined): Prose {
  const all = arraySize === undefined ? "" : " while all its children run";
  const gpus = withoutGpus ? ", without its GPUs" : "";
  const spot = maybeSpot ? "; spot machines cost less" : "";
  return say`About ${dollars(usdPerHour)} an hour${all}${gpus}: an estimate from AWS's list prices of ${listPricesOf.month}${spot}.`;
}

function timeProse(
  { count, medianMs, shortestMs, longestMs }: TypicalTime,
  { pi, definition, isArray }: { pi: string; definition: string; isArray: boolean },
): Prose {
  const what = `${isArray ? "array" : "job"}`;
  if (count === 1)
    return say`The last such ${what} of ${pi} (${definition}) took ${durationWords(medianMs)}.`;
  const [shortest, longest] = [durationWords(shortestMs), durationWords(longestMs)];
  const range = shortest === longest ? "" : `, from ${shortest} to ${longest}`;
  return say`The last ${counted(count, `such ${what}`)} of ${pi} (${definition}) took ${durationWords(medianMs)}${range}.`;
}
