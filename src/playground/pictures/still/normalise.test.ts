import { expect, test } from "vitest";
import { normalise } from "./normalise.ts";
import type { Item, SceneState } from "./scene-state.ts";

const story = {
  startsAtMs: Date.UTC(2026, 2, 10, 17, 42),
  jobs: { align: { waitedSec: 120, ranSec: 5_400 } },
};

type Real = { at: number; id: string; took: string };

/** The same events as they really happened: at another time, with other ids, on a slower machine. */
function real({ at, id, took }: Real): SceneState {
  const message = (sec: number, text: string, more: Partial<Item> = {}): Item => ({
    channel: "C1",
    ts: `${at + sec}.000100`,
    text,
    ...more,
  });
  const threadTs = `${at}.000100`;
  return {
    me: { id: "U1" },
    messages: {
      C1: [
        message(0, `align of J. Blow succeeded after ${took}.`, {
          block_id: `b0000${id.slice(0, 6).toUpperCase()}`,
          blocks: [
            {
              text: `<!date^${at}^Submitted {time}|Submitted 2026-11-21 01:21 UTC> · waited ${took} · \`${id}\``,
            },
            { url: `https://aws/${id}-cd85-49f8-89cb-c2c491809827` },
          ],
        }),
        message(3, `align started after ${took} in the queue.`, { threadTs }),
        message(9, `<@U1> align succeeded after ${took}.`, { threadTs }),
      ],
    },
    ephemerals: [
      message(1, `align is submitted as \`${id}\`: https://x.slack.com/archives/C1/p${at}000100`, {
        id: "E1",
      }),
      message(12, `The log:\n01:21:20  read\n01:21:29  wrote jblow-align-${id.slice(0, 6)}`, { id: "E2" }),
    ],
    home: {
      hash: `${at}.${id}`,
      blocks: [{ type: "date", timestamp: at, format: "as of {time}", fallback: "" }],
    },
  };
}

const once = { at: 1_795_224_077, id: "a4c825b5", took: "less than 1 s" };
const again = { at: 1_795_300_000, id: "12345678", took: "3 s" };

test("what happened twice is told the same twice", () => {
  expect(normalise(real(once), story)).toEqual(normalise(real(again), story));
});

test("a job's messages stand at the times of its story", () => {
  const { state } = normalise(real(once), story);
  const [card, started, ended] = state.messages.C1 ?? [];
  const startsAt = story.startsAtMs / 1000 + 20;
  expect(card?.ts).toBe(`${startsAt}.000100`);
  expect(started).toMatchObject({ ts: `${startsAt + 120}.000100`, threadTs: card?.ts });
  expect(started?.text).toBe("align started after 2 min in the queue.");
  expect(ended?.text).toBe("<@U1> align succeeded after 1 h 30 min.");
  expect(ended?.ts).toBe(`${startsAt + 120 + 5_400}.000100`);
  expect(JSON.stringify(card)).toContain(
    `<!date^${startsAt}^Submitted {time}|Submitted 2026-03-10 17:42 UTC>`,
  );
});

test("a link to a message leads to where the message now is", () => {
  const { state } = normalise(real(once), story);
  const ts = state.messages.C1?.[0]?.ts.replace(".", "");
  expect(state.ephemerals[0]?.text).toContain(`/archives/C1/p${ts}`);
});

test("a short id is still the head of the long one", () => {
  const json = JSON.stringify(normalise(real(once), story).state);
  const [, short = "none"] = /`([0-9a-f]{8})`/.exec(json) ?? [];
  expect(json).toContain(`https://aws/${short}-`);
  expect(json).not.toContain(once.id);
});

test("what people wrote stays as it is", () => {
  const state = real(once);
  state.messages.C1?.push({
    channel: "C1",
    ts: `${once.at + 20}.000100`,
    text: "Lunch at 12:00? 24000000 reads are enough.",
  });
  expect(normalise(state, story).state.messages.C1?.at(-1)?.text).toBe(
    "Lunch at 12:00? 24000000 reads are enough.",
  );
});
