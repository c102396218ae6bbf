import { expect, it, test } from "vitest";
import { type LogTime, momentMeant } from "../../domain/logs/log-time.ts";
import { logTime } from "./log-time.ts";

const option = logTime("When.");
const read = (text: string) => option.kind?.read(text, `\`--since ${text}\``);

/** A Monday, 10:30 in Seattle. */
const nowMs = Date.parse("2026-11-30T18:30:00Z");

function meant(text: string, end: "since" | "until" = "since", zone = "America/Los_Angeles"): string {
  const reading = read(text);
  if (reading?.ok !== true) throw new Error(`not read: ${text}`);
  return new Date(momentMeant(reading.value as LogTime, { nowMs, zone, end }))
    .toISOString()
    .replace(".000Z", "Z");
}

test.each([
  ["10m", "2026-11-30T18:20:00Z"],
  ["2h", "2026-11-30T16:30:00Z"],
  ["1h30m ago", "2026-11-30T17:00:00Z"],
  ["90 min", "2026-11-30T17:00:00Z"],
  ["2d", "2026-11-28T18:30:00Z"],
  ["now", "2026-11-30T18:30:00Z"],
  ["9:00", "2026-11-30T17:00:00Z"],
  ["09:00:30", "2026-11-30T17:00:30Z"],
  // It is not that late yet today.
  ["14:00", "2026-11-29T22:00:00Z"],
  ["2pm", "2026-11-29T22:00:00Z"],
  ["12am", "2026-11-30T08:00:00Z"],
  ["12:30pm", "2026-11-29T20:30:00Z"],
  ["today", "2026-11-30T08:00:00Z"],
  ["Yesterday 14:00", "2026-11-29T22:00:00Z"],
  ["yesterday at 2pm", "2026-11-29T22:00:00Z"],
  ["today 9am", "2026-11-30T17:00:00Z"],
  ["monday", "2026-11-30T08:00:00Z"],
  ["fri 18:00", "2026-11-28T02:00:00Z"],
  ["2026-11-01", "2026-11-01T07:00:00Z"],
  ["2026-11-02 10:30", "2026-11-02T18:30:00Z"],
  ["2026-11-02T10:30:15", "2026-11-02T18:30:15Z"],
  ["2026-11-02T10:30:15.250Z", "2026-11-02T10:30:15.250Z"],
  ["2026-11-02 10:30 UTC", "2026-11-02T10:30:00Z"],
  ["2026-11-02T10:30:00+01:00", "2026-11-02T09:30:00Z"],
  ["1790003060000", "2026-09-21T15:04:20Z"],
])("%s is %s", (text, at) => {
  expect(meant(text)).toBe(at);
});

it("means the whole of a day", () => {
  expect(meant("yesterday")).toBe("2026-11-29T08:00:00Z");
  expect(meant("yesterday", "until")).toBe("2026-11-30T08:00:00Z");
  expect(meant("2026-11-01", "until")).toBe("2026-11-02T08:00:00Z");
});

it("goes by UTC where the zone is none that we know", () => {
  expect(meant("today", "since", "Mars/Olympus")).toBe("2026-11-30T00:00:00Z");
});

test.each([
  ["10", "`--since 10` has no unit: 10m, 10h or 10d?"],
  ...["soon", "25:00", "2026-13-01", "2026-02-30", "13pm", "yesterday 25:00", "tomorrow"].map((text) => [
    text,
    `\`--since ${text}\`: write how long ago, such as \`10m\` or \`2h\`, or when, such as \`14:00\`, \`yesterday 14:00\` or \`2026-11-01 10:30\`.`,
  ]),
])("%s is not understood, and it is said what would be", (text, mistake) => {
  expect(read(text)).toEqual({ ok: false, mistake });
});

test.each([
  "10m",
  "1h30m",
  "now",
  "14:00:00",
  "yesterday",
  "yesterday 14:00:00",
  "monday 09:30:00",
  "2026-11-01",
  "2026-11-01 10:30:15.500",
  "2026-11-02T10:30:15.250Z",
])("%s is written as it was", (text) => {
  const reading = read(text);
  if (reading?.ok !== true) throw new Error(`not read: ${text}`);
  expect(option.kind?.write(reading.value)).toBe(text);
});
