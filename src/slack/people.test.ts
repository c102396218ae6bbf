import { pino } from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { aWebClient, onlyExpectedSlackCalls, slackAnswers } from "../../test/support/slack-nock.ts";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import { directoryOf } from "./directory.ts";
import { type NameMemory, type People, people } from "./people.ts";

onlyExpectedSlackCalls();

const member = "U0JBLOW" as MemberId;
const channel = "C0PETERS" as ChannelId;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const blow = { ok: true, user: { real_name: "J. Blow" } };

let nowMs: number;
let known: People;

beforeEach(() => {
  nowMs = Date.UTC(2026, 10, 20, 18);
  known = people({
    directory: directoryOf(aWebClient()),
    memory: inMemory(),
    nowMs: () => nowMs,
    logger: pino({ level: "silent" }),
  });
});

function inMemory(): NameMemory {
  const names = new Map<MemberId, { name: string; readAtMs: number }>();
  return {
    displayName: async (of) => names.get(of),
    saveProfile: async (of, { name }, readAtMs) => void names.set(of, { name, readAtMs }),
  };
}

describe("a name", () => {
  test("is asked for once a day", async () => {
    const asked = slackAnswers("users.info", blow, { ok: true, user: { real_name: "J. Blow-Peters" } });
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow");
    nowMs += dayMs - 1;
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow");
    expect(asked).toHaveLength(1);
    nowMs += 1;
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow-Peters");
  });

  test("is the HutchNet ID while Slack is silent, which is not asked again for a minute", async () => {
    const asked = slackAnswers("users.info", { status: 503 }, blow);
    expect(await known.nameOf(member, "jblow")).toBe("jblow");
    nowMs += minuteMs - 1;
    expect(await known.nameOf(member, "jblow")).toBe("jblow");
    expect(asked).toHaveLength(1);
    nowMs += 1;
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow");
  });

  test("that is old is better than none", async () => {
    slackAnswers("users.info", blow, { ok: false, error: "user_not_found" });
    await known.nameOf(member, "jblow");
    nowMs += dayMs;
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow");
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow");
  });
});

describe("whether other organisations read along", () => {
  test("is asked once in ten minutes", async () => {
    const asked = slackAnswers(
      "conversations.info",
      { ok: true, channel: { is_ext_shared: false } },
      { ok: true, channel: { is_ext_shared: true } },
    );
    expect(await known.isExternallyShared(channel)).toBe(false);
    nowMs += 10 * minuteMs - 1;
    expect(await known.isExternallyShared(channel)).toBe(false);
    expect(asked).toHaveLength(1);
    nowMs += 1;
    expect(await known.isExternallyShared(channel)).toBe(true);
  });

  test("is taken for granted while Slack does not tell, and asked again the next time", async () => {
    slackAnswers("conversations.info", { status: 500 }, { ok: true, channel: { is_ext_shared: false } });
    expect(await known.isExternallyShared(channel)).toBe(true);
    expect(await known.isExternallyShared(channel)).toBe(false);
  });

  test("is as it was last known while Slack does not tell", async () => {
    slackAnswers(
      "conversations.info",
      { ok: true, channel: { is_ext_shared: false } },
      { status: 500 },
      { ok: true, channel: { is_ext_shared: true } },
    );
    expect(await known.isExternallyShared(channel)).toBe(false);
    nowMs += 10 * minuteMs;
    expect(await known.isExternallyShared(channel)).toBe(false);
    expect(await known.isExternallyShared(channel)).toBe(true);
  });

  test("is not asked about direct messages", async () => {
    expect(await known.isExternallyShared("D0JBLOW" as ChannelId)).toBe(false);
  });
});

describe("a time zone", () => {
  test("is asked for each time, and remembered with the name", async () => {
    const inSeattle = { ok: true, user: { real_name: "J. Blow", tz: "America/Los_Angeles" } };
    const asked = slackAnswers("users.info", inSeattle, {
      ok: true,
      user: { real_name: "J. Blow", tz: "UTC" },
    });
    expect(await known.zoneOf(member)).toBe("America/Los_Angeles");
    expect(await known.zoneOf(member)).toBe("UTC");
    expect(await known.nameOf(member, "jblow")).toBe("J. Blow");
    expect(asked).toHaveLength(2);
  });

  test("is not known where Slack is silent, or tells none", async () => {
    slackAnswers("users.info", { status: 503 }, blow);
    expect(await known.zoneOf(member)).toBeUndefined();
    expect(await known.zoneOf(member)).toBeUndefined();
  });
});
