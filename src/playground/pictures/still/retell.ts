import { isRecord } from "../../slack/json.ts";
import { retellDurations } from "./retell-durations.ts";
import { retellLogLines } from "./retell-log-lines.ts";
import { retellDate, retellMoments } from "./retell-moments.ts";
import type { Schedule } from "./schedule.ts";
import { jobNamedIn, type Story } from "./story.ts";

export type Teller = {
  story: Story;
  schedule: Schedule;
  /** The job that was named last: a message or the Home is gone through in the order in which it is read. */
  job: string | undefined;
  /** Of the message, in the story, and when it was really there. */
  ownMs: number;
  readAtMs: number;
  /** IANA name, of the times of log lines. */
  zone: string;
};

/** All times in a message or a view, however deep. */
export function retell(value: unknown, teller: Teller): unknown {
  if (typeof value === "string") return retellText(value, teller);
  if (Array.isArray(value)) return value.map((each) => retell(each, teller));
  if (!isRecord(value)) return value;
  const { schedule, job, ownMs } = teller;
  if (value.type === "date") return retellDate(value, schedule.life(job), ownMs);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "ts" || key === "threadTs" ? tsAt(schedule.atMs(String(each))) : retell(each, teller),
    ]),
  );
}

function retellText(text: string, teller: Teller): string {
  const { story, schedule, ownMs } = teller;
  teller.job = jobNamedIn(text, story) ?? teller.job;
  const life = schedule.life(teller.job);
  const pace = teller.job === undefined ? undefined : story.jobs[teller.job];
  const withLines = retellLogLines(text, { ...teller, life });
  return retellLinks(retellDurations(retellMoments(withLines, life, ownMs), pace), schedule);
}

/** A link to a message has the message's time in it. */
function retellLinks(text: string, schedule: Schedule): string {
  return text.replace(/(?<=\/p)(\d{10})(\d{6})\b/g, (_, sec: string, micros: string) =>
    tsAt(schedule.atMs(`${sec}.${micros}`)).replace(".", ""),
  );
}

function tsAt(atMs: number): string {
  return `${Math.floor(atMs / 1000)}.000100`;
}
