import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aWebClient, onlyExpectedSlackCalls, slackAnswers } from "../../test/support/slack-nock.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { directoryOf } from "./directory.ts";
import { type IdentityKeeper, identityKeeper } from "./identity-keeper.ts";

onlyExpectedSlackCalls();

const identity = { team: "T0PETERS", botId: "B0BATCH", botUserId: "U0BATCH" };
const told = { ok: true, team_id: "T0PETERS", bot_id: "B0BATCH", user_id: "U0BATCH" };

/** What is to run later is run by the test; `next` resolves once there is something. */
function handClock() {
  const waiting: { delayMs: number; run: () => void }[] = [];
  let noticed = () => {};
  const clock: Clock = {
    nowMs: () => 0,
    after: (delayMs, run) => {
      waiting.push({ delayMs, run });
      noticed();
      return () => {};
    },
  };
  const next = async () => {
    if (waiting.length === 0) await new Promise<void>((resolve) => (noticed = resolve));
    return waiting.shift() ?? { delayMs: 0, run: () => {} };
  };
  return { clock, next };
}

let saved: Map<string, string>;
let hand: ReturnType<typeof handClock>;
let keeper: IdentityKeeper;
let onSaved: () => void;

beforeEach(() => {
  saved = new Map();
  hand = handClock();
  onSaved = () => {};
  keeper = keeperWith();
});
afterEach(() => keeper.stop());

function keeperWith(): IdentityKeeper {
  return identityKeeper({
    directory: directoryOf(aWebClient()),
    meta: {
      get: async (key) => saved.get(key),
      set: async (key, value) => {
        saved.set(key, value);
        onSaved();
      },
    },
    clock: hand.clock,
    logger: pino({ level: "silent" }),
  });
}

describe("who the bot is", () => {
  test("is nobody before Slack or the store has told", () => {
    expect(keeper.get()).toBeUndefined();
    expect(() => keeper.known()).toThrow("Slack has not told");
  });

  test("is asked at start, and again every five seconds until Slack tells", async () => {
    const asked = slackAnswers("auth.test", { status: 503 }, { ok: false, error: "fatal_error" }, told);
    const learned = new Promise<void>((resolve) => {
      onSaved = resolve;
    });
    keeper.start();
    for (let time = 0; time < 2; time++) {
      const { delayMs, run } = await hand.next();
      expect(delayMs).toBe(5_000);
      run();
    }
    await learned;
    expect(keeper.known()).toEqual(identity);
    expect(asked).toHaveLength(3);
  });

  test("is remembered, so that the next start needs no Slack", async () => {
    slackAnswers("auth.test", told);
    const learned = new Promise<void>((resolve) => {
      onSaved = resolve;
    });
    keeper.start();
    await learned;
    const after = keeperWith();
    await after.recall();
    expect(after.get()).toEqual(identity);
  });
});
