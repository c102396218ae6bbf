import fc from "fast-check";
import { expect, test } from "vitest";
import {
  draftIdOf,
  nameSuffixOf,
  noticeIdOf,
  referenceIdOf,
  subjectIdOf,
  submissionIdOf,
  threadIdOf,
} from "./derived-ids.ts";
import type { ChannelId, InvocationId, SubjectId, SubmissionId } from "./ids.ts";
import { isDraftId } from "./invocation.ts";

const invocation = "trigger 1234.5678" as InvocationId;
const subject = "u_1" as SubjectId;

test("the same deed has the same ids, however often it is done", () => {
  const ids = () => {
    const submission = submissionIdOf(invocation);
    const of = subjectIdOf(submission);
    const thread = threadIdOf(of, "C0PETERS" as ChannelId);
    return [
      submission,
      of,
      nameSuffixOf(submission),
      thread,
      noticeIdOf(thread, "finished"),
      draftIdOf(invocation, "dry-run"),
      referenceIdOf(invocation),
    ];
  };
  expect(ids()).toEqual(ids());
});

test("two intentions have different ids", () => {
  const other = "trigger 1234.5679" as InvocationId;
  expect(submissionIdOf(invocation)).not.toBe(submissionIdOf(other));
  expect(referenceIdOf(invocation)).not.toBe(referenceIdOf(other));
  expect(draftIdOf(invocation, "a")).not.toBe(draftIdOf(invocation, "b"));
  expect(threadIdOf(subject, "C0A" as ChannelId)).not.toBe(threadIdOf(subject, "C0B" as ChannelId));
  expect(noticeIdOf("t_1", "card")).not.toBe(noticeIdOf("t_1", "finished"));
});

test("each kind of id is known by its first sign", () => {
  expect(submissionIdOf(invocation)).toMatch(/^s_[0-9a-f]{20}$/);
  expect(subjectIdOf("s_1234" as SubmissionId)).toBe("u_1234");
  expect(threadIdOf(subject, "C0A" as ChannelId)).toMatch(/^t_[0-9a-f]{20}$/);
  expect(noticeIdOf("t_1", "card")).toMatch(/^n_[0-9a-f]{20}$/);
  expect(referenceIdOf(invocation)).toMatch(/^[0-9a-f]{8}$/);
  expect(isDraftId(draftIdOf(invocation, "a"))).toBe(true);
});

test("a name's suffix is always six lower-case letters or digits", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(nameSuffixOf(text as SubmissionId)).toMatch(/^[a-z0-9]{6}$/);
    }),
  );
});

test("a thousand submissions have a thousand suffixes", () => {
  const suffixes = Array.from({ length: 1_000 }, (_, n) => nameSuffixOf(`s_${n}` as SubmissionId));
  expect(new Set(suffixes).size).toBe(1_000);
});
