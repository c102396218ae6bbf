import { describe, expect, it } from "vitest";
import { findVerb } from "../typing/find-verb.ts";
import { parse } from "../typing/parse.ts";
import { settings } from "./settings.ts";

/** What the line means, or all that is wrong with it. */
function read(line: string) {
  const found = findVerb([settings], line);
  if (found.kind !== "verb") throw new Error(`${line} is no line of settings`);
  const parsed = parse(settings, found.rest);
  return parsed.ok ? parsed.input : parsed.mistakes.map(({ what }) => what);
}

describe("other words for it", () => {
  it.each([
    ["mute 3fa9", { job: { kind: "start", text: "3fa9" }, level: "mute" }],
    ["mute", { thread: true, level: "mute" }],
    ["unmute align-7", { job: { kind: "name", name: "align-7" }, level: "default" }],
    ["quiet 7pm-8am", { quietHours: { fromMinute: 1_140, toMinute: 480 } }],
    ["quiet 7pm to 8am", { quietHours: { fromMinute: 1_140, toMinute: 480 } }],
    ["quiet off", { quietHours: "off" }],
    ["quiet —level failures", { level: "failures" }],
    ["prefs --Level QUIET", { level: "quiet" }],
  ])("%s", (line, meant) => {
    expect(read(line)).toMatchObject(meant);
  });

  it.each(["settings", "notify", "prefs", "quiet"])("%s alone asks for the form", (line) => {
    const found = findVerb([settings], line);
    expect(found).toMatchObject({ kind: "verb", rest: "" });
  });
});

describe("what cannot be meant together is told", () => {
  it.each([
    ["settings --job 3fa9 --channel --level quiet", /`--channel` is about all of the lab's jobs/],
    ["settings --job 3fa9 --thread", /`--thread` is the job of this thread/],
    ["settings --job 3fa9 --place direct", /A job's thread stays where it is/],
    ["settings --channel --quiet-hours 19-8", /Quiet hours are a person's own/],
    ["settings --level mute", /`mute` is for a single job/],
    ["settings --channel --level mute", /`mute` is for a single job/],
    ["settings --pi peters-u --level quiet", /`--pi` is about a lab's jobs in a channel/],
  ])("%s", (line, told) => {
    expect(read(line)).toEqual([expect.stringMatching(told)]);
  });
});
