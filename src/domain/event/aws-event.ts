import { z } from "zod";
import type { AccountId } from "../ids.ts";

/** Stands in columns and log lines as it is; not every engine's text takes a control character. */
const label = z.string().regex(/^\P{Cc}{1,256}$/u);

/** An EventBridge event as AWS sends it: without these three it is none. All else may be missing or odd, and is kept. */
export const awsEvent = z.looseObject({
  id: label,
  "detail-type": label,
  account: z
    .string()
    .min(1)
    .transform((account) => account as AccountId),
  region: z.string().catch(""),
  time: z.string().catch(""),
  detail: z.unknown().optional(),
});

export type AwsEvent = z.output<typeof awsEvent>;

/** The event's own time, in ms; its resolution is one second. */
export function eventTimeMs(event: AwsEvent, receivedAtMs: number): number {
  const ms = Date.parse(event.time);
  return Number.isNaN(ms) ? receivedAtMs : ms;
}
