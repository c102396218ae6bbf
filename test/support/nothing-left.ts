import { expect, vi } from "vitest";
import type { World } from "./installation.ts";
import { atWork, payloadOf } from "./people-at-work.ts";

export type Expected = {
  /** Answers of Slack that a journey provoked: `chat.postMessage not_in_channel`. */
  slackTrouble?: readonly string[];
  /** Errors of AWS that a journey provoked: `SubmitJob TooManyRequestsException`. */
  awsTrouble?: readonly string[];
  /** Messages of the log at level error that a journey provoked. */
  errors?: readonly string[];
  setAside?: number;
  /** Requests of Slack that were meant to be refused. */
  refused?: number;
};

type Watched = World & { metricsUrl: string; log?: readonly { level: number; msg: string }[] };

/** All is said and applied, each thing once, and nobody met an error that the journey did not make. */
export async function expectNothingLeft(world: Watched, expected: Expected = {}): Promise<void> {
  const { slack, aws, log = [] } = world;
  const quiet = async () => {
    const metrics = await readMetrics(world.metricsUrl);
    expect(metrics.batchmate_notices_waiting).toBe(0);
    expect(metrics.batchmate_inbox_depth).toBe(0);
    expect(metrics.batchmate_events_set_aside_total).toBe(expected.setAside ?? 0);
  };
  await vi.waitFor(quiet, { timeout: 60_000, interval: 20 });
  const slackTrouble = slack.calls
    .filter(({ result }) => result !== "ok")
    .map(({ method, result }) => `${method} ${result}`)
    .filter((trouble) => !expected.slackTrouble?.includes(trouble));
  expect(slackTrouble).toEqual([]);
  const awsTrouble = aws
    .calls()
    // To find no route yet is how one is made.
    .filter(({ service, error }) => service !== "events" && error !== undefined)
    .map(({ operation, error }) => `${operation} ${error}`)
    .filter((trouble) => !expected.awsTrouble?.includes(trouble));
  expect(awsTrouble).toEqual([]);
  expect(aws.deadLetters()).toEqual([]);
  expect(slack.deliveries.filter(({ ok }) => !ok)).toHaveLength(expected.refused ?? 0);
  const errors = log.filter(({ level, msg }) => level >= 50 && !expected.errors?.includes(msg));
  expect(errors).toEqual([]);
  expectEachOnce(world);
}

/** One card a subject and place, and at most one start and end a job in it; no notice twice; a start before its end. */
function expectEachOnce(world: World): void {
  const { posts, cards } = atWork(world);
  const noted = posts().filter((post) => payloadOf(post) !== undefined);
  const ids = noted.map((post) => payloadOf(post).notice);
  expect(ids).toHaveLength(new Set(ids).size);
  const subjects = cards().map(
    (card) => `${card.channel} ${payloadOf(card).job ?? payloadOf(card).submission}`,
  );
  expect(subjects).toHaveLength(new Set(subjects).size);
  for (const { channel, ts } of cards()) {
    const replies = world.slack
      .thread(channel, ts)
      .filter((message) => message.threadTs !== undefined && message.isBot)
      .map(payloadOf)
      // A piece of a log that somebody shares is no moment of the job, and a file has no metadata.
      .filter((payload) => payload !== undefined && payload.kind !== "snippet");
    // The thread of many jobs tells the end of some of them, and then that of all.
    for (const ofJob of Map.groupBy(replies, ({ job, submission }) => job ?? submission).values()) {
      const kinds = ofJob.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "finished").length).toBeLessThanOrEqual(1);
      expect(kinds.filter((kind) => kind === "started").length).toBeLessThanOrEqual(1);
      if (kinds.includes("finished")) expect(kinds.at(-1)).toBe("finished");
    }
  }
}

export async function readMetrics(metricsUrl: string): Promise<Record<string, number>> {
  const text = await (await fetch(metricsUrl)).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => {
      const cut = line.lastIndexOf(" ");
      return [line.slice(0, cut), Number(line.slice(cut + 1))];
    }),
  );
}
