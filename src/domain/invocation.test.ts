import { expect, test } from "vitest";
import type { DraftId, MemberId } from "./ids.ts";
import { draftInvocationId, isDraftId } from "./invocation.ts";

const draft = "d_1234" as DraftId;
const member = "U0JBLOW" as MemberId;

test("a draft's button is one intention per person and deed, however often it is pressed", () => {
  const pressed = draftInvocationId(draft, "submit", member);
  expect(draftInvocationId(draft, "submit", member)).toBe(pressed);
  expect(draftInvocationId(draft, "cancel", member)).not.toBe(pressed);
  expect(draftInvocationId(draft, "submit", "U0SAM" as MemberId)).not.toBe(pressed);
  expect(draftInvocationId("d_5678" as DraftId, "submit", member)).not.toBe(pressed);
});

test("a button carries a draft or something else", () => {
  expect(isDraftId("d_1234")).toBe(true);
  expect(["", "s_1234", "3fa9c1d2", "xd_1"].some(isDraftId)).toBe(false);
});
