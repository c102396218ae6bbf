/** Times of day in log lines: those the bot puts before them, and those that programs write themselves. */
import type { Life } from "./story.ts";

const clock =
  /(?:(?<iso>\d{4}-\d\d-\d\d)(?<gap>[ T])|(?<day>\b[A-Z][a-z]{2} [ \d]\d) )?(?<!\d)\d\d:\d\d:\d\d(?!\d)/g;
const dayMs = 86_400_000;

export type LogTimes = {
  life: Life | undefined;
  /** IANA name, of those the bot puts there. */
  zone: string;
  /** When it was really read: a day long before it is no time of the run. */
  readAtMs: number;
};

/** They are spread evenly over the run. */
export function retellLogLines(text: string, { life, zone, readAtMs }: LogTimes): string {
  if (life === undefined) return text;
  const lines = text.split("\n");
  const count = lines.filter((line) => line.search(clock) !== -1).length;
  let number = 0;
  return lines
    .map((line) => {
      if (line.search(clock) === -1) return line;
      number += 1;
      const at = new Date(life.startedMs + ((life.endedMs - life.startedMs) * number) / (count + 1));
      return line.replace(clock, (found, ...groups) => {
        const { iso, gap, day } = groups.at(-1) as Record<string, string | undefined>;
        if (iso !== undefined && Math.abs(Date.parse(iso) - readAtMs) > 2 * dayMs) return found;
        const [isoDay = "", time = ""] = isoFormat(zone).format(at).split(" ");
        if (iso !== undefined) return isoDay + gap + time;
        return day === undefined ? time : `${dayFormat(zone).format(at)} ${time}`;
      });
    })
    .join("\n");
}

const isoFormat = (timeZone: string) =>
  new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "medium", timeZone });

const dayFormat = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", { month: "short", day: "2-digit", timeZone });
