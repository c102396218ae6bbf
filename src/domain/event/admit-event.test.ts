import { describe, expect, test } from "vitest";
import { eventOf } from "../../../test/support/events.ts";
import { admitEvent, toInboxEvent } from "./admit-event.ts";

const own = "111122223333";
const other = "222233334444";
const speaksFor = (account: string) => account === own;
const admit = (event: unknown) => admitEvent(JSON.stringify(event), speaksFor);

const arn = (account: string) => `arn:aws:batch:us-west-2:${account}:job/0000`;
const envelope = (rest: object = {}) => ({
  version: "0",
  id: "e-1",
  "detail-type": "Batch Job State Change",
  source: "aws.batch",
  account: own,
  time: "2026-05-05T10:00:00Z",
  region: "us-west-2",
  resources: [arn(own)],
  detail: { jobArn: arn(own) },
  ...rest,
});

test("an event of an account that its sender speaks for is admitted as it is", () => {
  expect(admit(envelope())).toEqual({ ok: true, event: envelope() });
});

describe("it is no event", () => {
  test.each(["", "{", "null", "[]", '"text"', "7", `${"[".repeat(100_000)}`])(
    "when it reads %.20s",
    (text) => {
      expect(admitEvent(text, speaksFor)).toEqual({ ok: false, why: "not an event" });
    },
  );

  test.each([
    ["has no id", { id: undefined }],
    ["has an empty id", { id: "" }],
    ["has an id that no text of a store takes", { id: "e\u0000" }],
    ["has an id without end", { id: "e".repeat(257) }],
    ["has no detail-type", { "detail-type": undefined }],
    ["has an account that is a number", { account: 111122223333 }],
  ])("when it %s", (_, rest) => {
    expect(admit(envelope(rest))).toEqual({ ok: false, why: "not an event" });
  });

  test("when it is wrapped by another service", () => {
    const notification = { Type: "Notification", MessageId: "1", Message: JSON.stringify(envelope()) };
    expect(admit(notification)).toEqual({ ok: false, why: "not an event" });
  });
});

describe("it is not its account's", () => {
  test.each([
    ["when its sender does not speak for it", { account: other, resources: [], detail: {} }],
    ["when a resource is another's", { resources: [arn(own), arn(other)] }],
    ["when its job is another's", { detail: { jobArn: arn(other) } }],
    ["when its queue is another's", { detail: { jobQueue: arn(other) } }],
    ["when its definition is another's", { detail: { jobDefinition: arn(other) } }],
    ["when its tags are another's", { detail: { tags: { resourceArn: arn(other) } } }],
  ])("%s", (_, rest) => {
    expect(admit(envelope(rest))).toMatchObject({
      ok: false,
      why: "not its account's",
      event: { id: "e-1" },
    });
  });
});

test.each([[null], ["gone"], [[1, 2]], [{ tags: null }], [{ jobArn: 7 }]])(
  "a strange detail is for others to judge: %j",
  (detail) => {
    expect(admit(envelope({ detail }))).toMatchObject({ ok: true });
  },
);

test("it is kept without environment and command, wherever they stand", () => {
  const event = eventOf("single.running");
  Object.assign(event.detail.container as object, {
    environment: [{ name: "DB_PASSWORD", value: "tr0ub4dor" }],
    command: ["echo", "tr0ub4dor"],
  });
  const admission = admitEvent(JSON.stringify({ ...event, command: "tr0ub4dor" }), () => true);
  if (!admission.ok) throw new Error(admission.why);
  const kept = toInboxEvent(admission.event, 7);
  expect(kept).toMatchObject({ eventId: event.id, account: event.account, receivedAtMs: 7 });
  expect(kept.body).not.toContain("tr0ub4dor");
  expect(JSON.parse(kept.body).detail.jobId).toBe(event.detail.jobId);
});
