import { describe, expect, it } from "vitest";
import type { Argument } from "../typing/argument.ts";
import { quietHours, readQuietTimes, readTime } from "./quiet-hours.ts";
import { level, whereabout } from "./tellings.ts";

function read<T>(argument: Argument<T>, text: string) {
  return argument.read([{ text, part: `\`--it ${text}\`` }]);
}

describe("a time of day", () => {
  it.each([
    ["19:00", 19 * 60],
    ["7pm", 19 * 60],
    ["7.30 PM", 19 * 60 + 30],
    ["730pm", 19 * 60 + 30],
    ["12am", 0],
    ["12 p.m.", 12 * 60],
    ["8", 8 * 60],
    ["08:05", 8 * 60 + 5],
    ["1900", 19 * 60],
    ["19h30", 19 * 60 + 30],
    ["19h", 19 * 60],
    ["noon", 12 * 60],
    ["midnight", 0],
    ["24:00", 0],
  ])("%s", (text, minute) => {
    expect(readTime(text)).toBe(minute);
  });

  it.each(["", "25:00", "19:60", "13pm", "0am", "soon", "7:3", "-7"])("%s is none", (text) => {
    expect(readTime(text)).toBeUndefined();
  });
});

describe("quiet hours", () => {
  const hours = quietHours("");

  it.each([
    ["19:00-08:00", { fromMinute: 1_140, toMinute: 480 }],
    ["7pm-8am", { fromMinute: 1_140, toMinute: 480 }],
    ["22 – 6", { fromMinute: 1_320, toMinute: 360 }],
    ["7pm to 8am", { fromMinute: 1_140, toMinute: 480 }],
    ["OFF", "off"],
  ])("%s", (text, value) => {
    expect(read(hours, text)).toMatchObject({ ok: true, value });
  });

  it("are written as they are read, and echoed where they were written otherwise", () => {
    expect(hours.write({ fromMinute: 1_140, toMinute: 480 })).toEqual(["19:00-08:00"]);
    expect(read(hours, "19:00-08:00")).toMatchObject({ said: [] });
    expect(read(hours, "7pm-8am")).toMatchObject({ said: ["7pm-8am = 19:00-08:00"] });
  });

  it.each(["19:00", "19:00-", "late-early", "1-2-3", "8am-8:00"])("%s are none, in plain words", (text) => {
    const taken = read(hours, text);
    expect(taken.ok).toBe(false);
    if (!taken.ok) expect(taken.faults[0]?.mistake).toMatch(/^`--it .+: (quiet hours go|both times)/);
  });

  it("given apart are wrong each by itself", () => {
    expect(readQuietTimes("", " ")).toEqual({ ok: true, value: "off" });
    expect(readQuietTimes("7pm", "8am")).toEqual({ ok: true, value: { fromMinute: 1_140, toMinute: 480 } });
    expect(readQuietTimes("7pm", "")).toEqual({
      ok: false,
      to: "Until when? Fill in both times, or neither.",
    });
    const wrong = "Write a time of day, such as 19:00 or 7pm.";
    expect(readQuietTimes("x", "y")).toEqual({ ok: false, from: wrong, to: wrong });
  });
});

describe("how much and where", () => {
  it.each([
    ["failures", "failures"],
    ["QUIET", "quiet"],
    ["all", "every"],
    ["usual", "default"],
    ["silent", "mute"],
  ])("%s is a level", (text, value) => {
    expect(read(level(""), text)).toMatchObject({ ok: true, value });
  });

  it.each([
    ["dm", "direct"],
    ["both", "both"],
    ["Channel", "channel"],
  ])("%s is a place", (text, value) => {
    expect(read(whereabout(""), text)).toMatchObject({ ok: true, value });
  });

  it("a slip is told with what was meant", () => {
    const slip = read(level(""), "failurs");
    expect(slip).toMatchObject({ ok: false, faults: [{ instead: "failures" }] });
    const far = read(whereabout(""), "the moon");
    expect(far.ok).toBe(false);
    if (!far.ok)
      expect(far.faults[0]?.mistake).toBe("`--it the moon`: the place is `channel`, `direct` or `both`.");
  });
});
