import { describe, expect, it } from "vitest";
import { isZone } from "../time/wall-clock.ts";
import { type QuietHours, quietUntilMs } from "./quiet-hours.ts";

const night: QuietHours = { fromMinute: 19 * 60, toMinute: 8 * 60 };
const lunch: QuietHours = { fromMinute: 12 * 60, toMinute: 13 * 60 };
const small: QuietHours = { fromMinute: 90, toMinute: 150 };
const seattle = "America/Los_Angeles";

/** `until` is undefined where nobody is quiet. */
const cases: readonly [name: string, hours: QuietHours, zone: string, now: string, until?: string][] = [
  ["before the evening", night, seattle, "2026-11-20T18:59:59-08:00"],
  ["as the evening begins", night, seattle, "2026-11-20T19:00:00-08:00", "2026-11-21T08:00:00-08:00"],
  ["before midnight", night, seattle, "2026-11-20T23:59:59-08:00", "2026-11-21T08:00:00-08:00"],
  ["after midnight", night, seattle, "2026-11-21T00:00:00-08:00", "2026-11-21T08:00:00-08:00"],
  ["just before the morning", night, seattle, "2026-11-21T07:59:59-08:00", "2026-11-21T08:00:00-08:00"],
  ["in the morning", night, seattle, "2026-11-21T08:00:00-08:00"],
  ["within one day", lunch, seattle, "2026-11-20T12:30:00-08:00", "2026-11-20T13:00:00-08:00"],
  ["after it, within one day", lunch, seattle, "2026-11-20T13:00:00-08:00"],
  ["over the end of a year", night, seattle, "2026-12-31T22:00:00-08:00", "2027-01-01T08:00:00-08:00"],
  ["where it is tomorrow already", night, "Asia/Tokyo", "2026-11-20T12:00:00Z", "2026-11-20T23:00:00Z"],
  ["half an hour off", night, "Asia/Kolkata", "2026-11-20T13:30:00Z", "2026-11-21T02:30:00Z"],
  ["half an hour off, a moment before", night, "Asia/Kolkata", "2026-11-20T13:29:59Z"],
  [
    "the night in which the clock is put forward is an hour shorter",
    night,
    seattle,
    "2026-03-07T23:00:00-08:00",
    "2026-03-08T08:00:00-07:00",
  ],
  [
    "the night in which it is put back is an hour longer",
    night,
    seattle,
    "2026-10-31T23:00:00-07:00",
    "2026-11-01T08:00:00-08:00",
  ],
  [
    "an end that the wall never shows comes as late as on other days",
    small,
    seattle,
    "2026-03-08T01:45:00-08:00",
    "2026-03-08T03:30:00-07:00",
  ],
  [
    "a beginning that comes twice counts the first time",
    small,
    seattle,
    "2026-11-01T01:30:00-07:00",
    "2026-11-01T02:30:00-08:00",
  ],
  [
    "between the two it stays quiet, though the wall shows less",
    small,
    seattle,
    "2026-11-01T01:10:00-08:00",
    "2026-11-01T02:30:00-08:00",
  ],
  [
    "an end that comes twice ends it the first time",
    { fromMinute: 23 * 60, toMinute: 75 },
    seattle,
    "2026-11-01T01:15:00-07:00",
  ],
  [
    "and it does not begin again with the second",
    { fromMinute: 23 * 60, toMinute: 75 },
    seattle,
    "2026-11-01T01:05:00-08:00",
  ],
  [
    "in the southern half the clock is put forward in October",
    night,
    "Australia/Sydney",
    "2026-10-03T22:00:00+10:00",
    "2026-10-04T08:00:00+11:00",
  ],
];

describe("quiet hours", () => {
  it.each(cases)("%s", (_, hours, zone, now, until) => {
    const found = quietUntilMs(hours, zone, Date.parse(now));
    expect(found).toBe(until === undefined ? undefined : Date.parse(until));
  });

  it("are the same minute by minute whichever moment of the night one asks at", () => {
    const end = Date.parse("2026-03-08T08:00:00-07:00");
    for (let atMs = Date.parse("2026-03-07T19:00:00-08:00"); atMs < end; atMs += 60_000)
      expect(quietUntilMs(night, seattle, atMs)).toBe(end);
    expect(quietUntilMs(night, seattle, end)).toBeUndefined();
  });
});

describe("a time zone that is not known here", () => {
  it("counts as UTC", () => {
    const nowMs = Date.parse("2026-11-20T23:00:00Z");
    expect(quietUntilMs(night, "Mars/Base", nowMs)).toBe(quietUntilMs(night, "UTC", nowMs));
    expect(quietUntilMs(night, "", nowMs)).toBeDefined();
  });
});

describe("a time zone", () => {
  it("is one that times can be told in", () => {
    expect(["America/Los_Angeles", "UTC", "Asia/Kolkata"].filter(isZone)).toHaveLength(3);
    expect(["", "Mars/Base", "nowhere"].filter(isZone)).toEqual([]);
  });
});
