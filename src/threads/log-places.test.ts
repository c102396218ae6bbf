/** Where lines of a log stand unasked, where only when somebody shares them, and where never: every place, every road. */
import { describe, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { jobIn } from "../../test/fixtures/jobs.ts";
import type { ChannelId, MemberId, NoticeId, SnippetId } from "../domain/ids.ts";
import type { Snippet } from "../domain/logs/snippet.ts";
import { placeOf } from "../domain/telling/place.ts";
import type { NoticeBody } from "../store/notice-row.ts";
import { renderer } from "./render.ts";

const line = "Error: no reference genome";
const pi = aPi({ channels: ["C0ALIGN" as ChannelId] });
const job = { ...jobIn("failed"), pi: pi.name };
const jblow = "U0JBLOW" as MemberId;
const notice = "n_1" as NoticeId;

const snippet: Snippet = {
  id: "x_1" as SnippetId,
  job: job.id,
  pi: pi.name,
  by: jblow,
  channel: pi.channel,
  notice,
  state: "waiting",
  content: { lines: [line], masked: 0, of: {}, zone: "UTC" },
  atMs: 1,
};

const roads = {
  "the failure reply": { kind: "finished", state: "failed", logLines: [line] },
  "the live log": {
    kind: "tail",
    followed: { job: job.id },
    by: jblow,
    lines: [{ atMs: 1, text: line, attempt: 1 }],
    leftOut: 0,
    now: { kind: "following", untilMs: 2 },
  },
  "the card": { kind: "card" },
  "a shared piece": { kind: "snippet", snippet: snippet.id },
} as const satisfies Record<string, NoticeBody>;

type Road = keyof typeof roads;
const own: readonly Road[] = ["the failure reply", "the live log", "a shared piece"];
const shared: readonly Road[] = ["a shared piece"];

/** What may be said there; the card never holds a line. */
const places: readonly { place: string; channel: string; isShared?: true; lines: readonly Road[] }[] = [
  { place: "the lab's home channel", channel: "C0PETERS", lines: own },
  { place: "another channel of the lab", channel: "C0ALIGN", lines: own },
  { place: "the bot's direct messages with somebody", channel: "D0JBLOW", lines: own },
  { place: "such direct messages, not opened yet", channel: "U0JBLOW", lines: own },
  { place: "a public channel", channel: "C0GENERAL", lines: shared },
  { place: "another private channel", channel: "C0PROJECT", lines: shared },
  { place: "a private channel of old", channel: "G0PROJECT", lines: shared },
  { place: "a group's direct messages", channel: "C0MPDM", lines: shared },
  {
    place: "the lab's channel, with another organisation in it",
    channel: "C0PETERS",
    isShared: true,
    lines: [],
  },
  { place: "another channel of Slack Connect", channel: "C0CONNECT", isShared: true, lines: [] },
];

const render = (isShared: boolean) =>
  renderer({
    labs: () => labsOf(pi),
    nameOf: async () => "J. Blow",
    placeOf: async ({ pi: name }, channel) => placeOf(labsOf(pi).pis.get(name), channel, isShared),
    earlierOf: async () => [],
    jobsOf: async () => [],
    askedAsOne: () => Promise.reject(new Error("nothing is asked")),
    snippetOf: async () => snippet,
    mayStand: async () => !isShared,
    linesOf: () => Promise.reject(new Error("no summary is written")),
  });

describe.each(places)("in $place", ({ channel, isShared = false, lines }) => {
  test.each(Object.keys(roads) as Road[])("%s", async (road) => {
    const post = { notice, job, channel: channel as ChannelId };
    const said = await render(isShared)(roads[road], post).then(
      ({ message }) => JSON.stringify(message),
      ({ code }: { code?: string }) => `refused: ${code}`,
    );
    expect(said.includes(line)).toBe(lines.includes(road));
    if (road === "a shared piece" && lines.length === 0) expect(said).toBe("refused: snippet_not_allowed");
  });
});
