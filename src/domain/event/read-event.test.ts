import { expect, test } from "vitest";
import { eventOf } from "../../../test/support/events.ts";
import type { AccountId } from "../ids.ts";
import type { InboxEvent } from "./inbox-event.ts";
import { readEvent } from "./read-event.ts";

const recorded = eventOf("single.running");
const event = (changes: Partial<InboxEvent> = {}): InboxEvent => ({
  eventId: recorded.id,
  account: recorded.account as AccountId,
  detailType: recorded["detail-type"],
  body: JSON.stringify(recorded),
  receivedAtMs: 7,
  ...changes,
});

test("an event tells what its job has become, at the event's own time", () => {
  expect(readEvent(event())).toMatchObject({
    ok: true,
    report: { account: recorded.account, status: "RUNNING", observedAtMs: Date.parse(recorded.time) },
  });
});

test("without a time of its own it tells of when it came", () => {
  const { time: _none, ...timeless } = recorded;
  expect(readEvent(event({ body: JSON.stringify(timeless) }))).toMatchObject({ report: { observedAtMs: 7 } });
});

test.each([
  [{ detailType: "Batch Job Weather" }, "a kind of event that is not known"],
  [{ body: '{"password": "hunter2' }, "it can not be read"],
  [{ body: JSON.stringify({ ...recorded, detail: { jobId: 1 } }) }, /^missing or malformed: .*jobId/],
])("what can not be read says why, and nothing of what is in it: %j", (changes, why) => {
  const read = readEvent(event(changes));
  expect(read).toEqual({ ok: false, why: expect.stringMatching(why) });
  expect(JSON.stringify(read)).not.toContain("hunter2");
});
