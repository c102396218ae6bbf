import { describe, expect, it } from "vitest";
import { consoleLink, owner } from "../../../test/fixtures/gallery.ts";
import { jobIn } from "../../../test/fixtures/jobs.ts";
import { actionIds, shown } from "../../../test/support/shown.ts";
import { assertSlackLimits } from "../../../test/support/slack-limits.ts";
import { seeLog } from "../../domain/failure/exit-codes.ts";
import type { Finished } from "../../domain/telling/notice.ts";
import { noticeMessage } from "./notice-message.ts";
import type { NoticeView } from "./notice-view.ts";

const view: NoticeView = { place: "own", mention: true, ownerId: owner, ownerName: "J. Blow", consoleLink };

const failed: Finished = {
  kind: "finished",
  state: "failed",
  ranMs: 4000,
  failure: { cause: "exit-code", what: "a command was not found", exitCode: 127, hasLog: true },
  logLines: ["first", "last <!channel>"],
  outputs: ["s3://bucket/out"],
};

const tell = (notice: Finished, seen: Partial<NoticeView> = {}) =>
  noticeMessage(notice, jobIn("failed"), { ...view, ...seen });

describe("the notice of a job's end", () => {
  it("shows the last lines in the lab's own channel", () => {
    expect(shown(tell(failed)).at(-1)).toBe("first\nlast <!channel>");
  });

  it("shows neither lines nor outputs nor the console elsewhere", () => {
    const message = tell(failed, { place: "elsewhere" });
    expect(JSON.stringify(message)).not.toMatch(/first|last|s3:|console\.aws/i);
    expect(actionIds(message)).toEqual(["retry.again", "submit.edit", "logs", "status"]);
  });

  it("offers no log where none can exist", () => {
    const failure = { cause: "image-not-found", what: "AWS found no such image", hasLog: false } as const;
    expect(actionIds(tell({ ...failed, failure }))).not.toContain("logs");
  });

  it("offers only verbs that exist", () => {
    for (const id of actionIds(tell(failed)))
      expect(["retry.again", "submit.edit", "logs", "status", "open.aws"]).toContain(id);
  });

  it("offers first to put right what would fail again as it is", () => {
    const failure = { ...failed.failure, what: "no such image", next: { kind: "edit" } as const };
    expect(actionIds(tell({ ...failed, failure } as Finished)).slice(0, 2)).toEqual([
      "submit.edit",
      "retry.again",
    ]);
  });

  it("sends nobody to log lines that stand below it", () => {
    const failure = { ...failed.failure, what: "it failed", advice: `Check its options. ${seeLog}` };
    const notice = { ...failed, failure } as Finished;
    const { logLines: _, ...withoutLines } = notice;
    expect(tell(withoutLines).text).toContain(`Check its options. ${seeLog}`);
    expect(tell(notice).text).toContain("Check its options. Output");
    expect(tell(notice, { place: "elsewhere" }).text).toContain(seeLog);
  });

  it("keeps the last of very many lines", () => {
    const logLines = Array.from({ length: 5000 }, (_, index) => `line ${index} ${"<&>".repeat(index % 200)}`);
    const message = tell({ ...failed, logLines });
    assertSlackLimits(message, { mentions: [owner], links: [] });
    expect(shown(message).at(-1)).toMatch(/line 4999 [<&>]+…?$/);
  });

  it("names the owner plainly where it does not mention", () => {
    const { text, blocks } = tell(
      { kind: "finished", state: "succeeded", ranMs: 60_000 },
      { mention: false },
    );
    expect(text).toBe("align-NA12878 of J. Blow succeeded after 1 min.");
    expect(JSON.stringify(blocks)).not.toContain('"user"');
  });

  it("says the exit code once", () => {
    const failure = {
      cause: "exit-code",
      what: "it ended with exit code 3",
      exitCode: 3,
      hasLog: true,
    } as const;
    expect(tell({ ...failed, failure }).text).toContain("failed after 4 s: it ended with exit code 3.");
  });

  it("says so when AWS gave no reason", () => {
    expect(tell({ kind: "finished", state: "failed" }).text).toBe(
      "<@U0JBLOW> align-NA12878 failed. AWS gave no reason.",
    );
  });

  it("counts the outputs it leaves out", () => {
    const outputs = Array.from({ length: 9 }, (_, index) => `s3://bucket/${index}`);
    expect(tell({ kind: "finished", state: "succeeded", outputs }).text).toMatch(
      /`s3:\/\/bucket\/4` and 4 more$/,
    );
  });

  it("does not promise a mention that will not come", () => {
    const started = { kind: "started", attempt: 1, maxAttempts: 1 } as const;
    expect(noticeMessage(started, jobIn("running"), { ...view, mention: false }).text).toBe(
      "align-NA12878 started.",
    );
  });
});
