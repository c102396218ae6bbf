import { describe, expect, test } from "vitest";
import type {
  ChannelId,
  FileId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
  SnippetId,
  SubmissionId,
} from "../../../src/domain/ids.ts";
import type { NewSnippet } from "../../../src/store/snippets.ts";
import type { Part } from "../store-suite.ts";

const id = "x_1" as SnippetId;
const jblow = "U0JBLOW" as MemberId;
const upeters = "U0PETERS" as MemberId;
const there = { channel: "C0GENERAL" as ChannelId, ts: "1.2" as MessageTs };

function aSnippet(changes: Partial<NewSnippet> = {}): NewSnippet {
  return {
    id,
    job: "s_0001" as SubmissionId,
    pi: "peters-u" as PiName,
    by: jblow,
    channel: there.channel,
    notice: "n_1" as NoticeId,
    content: { lines: ["Error: no reference"], masked: 1, of: {}, zone: "UTC" },
    atMs: 100,
    dueMs: 500,
    ...changes,
  };
}

export const snippets: Part = (store) => {
  describe("pieces of logs that are shared", () => {
    const add = (changes?: Partial<NewSnippet>) => store().snippets.add(aSnippet(changes));
    const get = () => store().snippets.get(id);
    const due = async (nowMs: number) => (await store().snippets.due(nowMs, 10)).map((each) => each.id);

    test("wait with their lines, and saved again are as far as they have come", async () => {
      const { dueMs: _due, ...snippet } = aSnippet();
      await add();
      expect(await get()).toEqual({ ...snippet, state: "waiting" });
      await store().snippets.posted(id, there);
      await add();
      expect(await get()).toMatchObject({ state: "posted", ...there });
    });

    test("keep nothing of their lines once they are posted, refused or to be taken back", async () => {
      await add();
      await store().snippets.posted(id, there);
      expect(await get()).not.toHaveProperty("content");
      const refused = "x_2" as SnippetId;
      await add({ id: refused });
      expect(await store().snippets.failed(refused)).toBe(true);
      expect(await store().snippets.failed(refused)).toBe(false);
      expect(await store().snippets.get(refused)).not.toHaveProperty("content");
      const early = "x_3" as SnippetId;
      await add({ id: early });
      expect(await store().snippets.takeBack(early, upeters, 200)).toBe(true);
      expect(await store().snippets.get(early)).not.toHaveProperty("content");
    });

    test("are taken back once, by whoever came first, and are due until they are away", async () => {
      await add();
      await store().snippets.posted(id, there);
      expect(await due(1_000)).toEqual([]);
      expect(await store().snippets.takeBack(id, upeters, 1_000)).toBe(true);
      expect(await store().snippets.takeBack(id, jblow, 1_100)).toBe(false);
      expect(await get()).toMatchObject({ state: "taking", takenBy: upeters });
      expect(await due(1_000)).toEqual([id]);
      expect(await store().snippets.away(id, "taken")).toBe(true);
      expect(await store().snippets.away(id, "gone")).toBe(false);
      expect(await get()).toMatchObject({ state: "taken" });
      expect(await store().snippets.nextDueMs()).toBeUndefined();
    });

    test("that turn up while they are taken back are to be taken from there", async () => {
      await add({ channel: "U0KLEE" as ChannelId });
      await store().snippets.takeBack(id, jblow, 200);
      await store().snippets.posted(id, there);
      expect(await get()).toMatchObject({ state: "taking", ...there });
    });

    test("are taken up by one alone, and it is counted how often", async () => {
      await add();
      await store().snippets.takeBack(id, jblow, 200);
      const [first] = await store().snippets.due(200, 10);
      const claim = { untilMs: 900, isTry: true };
      expect(await store().snippets.claim(first ?? { id, dueMs: 0 }, claim)).toBe(true);
      expect(await store().snippets.claim(first ?? { id, dueMs: 0 }, claim)).toBe(false);
      expect(await due(899)).toEqual([]);
      expect(await store().snippets.due(900, 10)).toMatchObject([{ id, tries: 1 }]);
    });

    test("have one file, whoever sent its bytes", async () => {
      await add();
      expect(await store().snippets.uploaded(id, "F1" as FileId)).toBe("F1");
      expect(await store().snippets.uploaded(id, "F2" as FileId)).toBe("F1");
      await store().snippets.uploadLost(id, "F2" as FileId);
      expect(await get()).toMatchObject({ file: "F1" });
      await store().snippets.uploadLost(id, "F1" as FileId);
      expect(await store().snippets.uploaded(id, "F3" as FileId)).toBe("F3");
    });

    test("are forgotten when they are old", async () => {
      await add();
      await store().snippets.forgetBefore(100);
      expect(await get()).toBeDefined();
      await store().snippets.forgetBefore(101);
      expect(await get()).toBeUndefined();
    });
  });
};
