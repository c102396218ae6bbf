import { readdirSync, readFileSync } from "node:fs";
import type { AccountId } from "../../src/domain/ids.ts";
import { readJobDetail } from "../../src/domain/job/job-detail.ts";
import type { Report } from "../../src/domain/job/report.ts";

export type BatchEvent = {
  id: string;
  account: string;
  region: string;
  time: string;
  "detail-type": string;
  resources: string[];
  detail: Record<string, unknown>;
};

const folder = new URL("../fixtures/events/", import.meta.url);

/** Names of all recorded kinds of event: `failed.out-of-memory`. */
export const eventNames: readonly string[] = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

export function eventOf(name: string): BatchEvent {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));
}

export function reportOf(name: string): Report {
  const event = eventOf(name);
  const read = readJobDetail(event.detail, {
    account: event.account as AccountId,
    region: event.region,
    observedAtMs: Date.parse(event.time),
  });
  if (!read.ok) throw new Error(`${name}: ${read.why}`);
  return read.report;
}
