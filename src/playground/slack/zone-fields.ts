import type { Json } from "./json.ts";

/** A user's time zone as users.info tells it. Source: https://docs.slack.dev/reference/objects/user-object */
export function zoneFields(zone: string, atMs: number): Json {
  return {
    tz: zone,
    tz_label: nameOf(zone, { style: "long", atMs }),
    tz_offset: offsetSec(nameOf(zone, { style: "longOffset", atMs })),
  };
}

function nameOf(zone: string, { style, atMs }: { style: "long" | "longOffset"; atMs: number }): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: style });
  return format.formatToParts(atMs).find(({ type }) => type === "timeZoneName")?.value ?? zone;
}

/** Of `GMT-07:00`; Greenwich itself is `GMT`. */
function offsetSec(written: string): number {
  const [, sign, hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)/.exec(written) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60) || 0;
}
