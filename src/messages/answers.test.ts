import { describe, expect, it } from "vitest";
import { aJob, jobIn } from "../../test/fixtures/jobs.ts";
import { actionIds, buttonsOf, shown } from "../../test/support/shown.ts";
import { assertSlackLimits } from "../../test/support/slack-limits.ts";
import type { DraftId, PiName, SubmissionId } from "../domain/ids.ts";
import { helpVerb } from "./help-verb.ts";
import { digestMessage } from "./job/digest.ts";
import { jobNotFound } from "./job/job-not-found.ts";
import { listPage, listPageSize, recentJobs } from "./job/list-page.ts";
import { startPage } from "./job/start-page.ts";
import { whichJob } from "./job/which-job.ts";
import { notInLab } from "./people/not-in-lab.ts";
import { dryRun } from "./submit/dry-run.ts";
import { mistakes } from "./submit/mistakes.ts";

const draft = "d_1" as DraftId;
const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aJob({ name: `${"n".repeat(124)}${index}`, id: `s_${index}` as SubmissionId }),
  );

describe("a list of jobs", () => {
  it("shows a whole page, whatever the names", () => {
    const message = listPage({ title: "All jobs", jobs: many(listPageSize), more: { draft, left: 5 } });
    assertSlackLimits(message);
    expect(shown(message)).toHaveLength(3);
    expect(shown(message)[1]?.split("\n")).toHaveLength(listPageSize);
    expect(shown(message)[2]).toBe("And 5 more.");
    expect(actionIds(message)).toEqual(["list.more"]);
  });

  it("says how long what has ended ran", () => {
    expect(shown(recentJobs([jobIn("succeeded")]))[1]).toBe(
      "align-NA12878 succeeded after 2 h 14 min · `3fa9c1d2` · submitted 2026-11-20 18:42 UTC",
    );
  });

  it("says how many are left out on the start page", () => {
    expect(shown(startPage({ running: many(8), recent: [] }))).toContain("And 3 more, under My jobs.");
  });
});

describe("a question which job is meant", () => {
  it("offers the newest five, each with its own draft", () => {
    const candidates = many(7).map((job, index) => ({ job, draft: `d_${index}` as DraftId }));
    const message = whichJob({ verb: "cancel", typed: "align", candidates });
    expect(actionIds(message)).toEqual([1, 2, 3, 4, 5].map((nth) => `cancel.pick.${nth}`));
    expect(buttonsOf(message).map(({ value }) => value)).toEqual(["d_0", "d_1", "d_2", "d_3", "d_4"]);
    expect(shown(message)).toContain("The newest are shown; give more of the id for an older one.");
  });
});

describe("a morning with more than there is room for", () => {
  it("says what lists the rest", () => {
    const lines = many(15).map((job) => ({ job }));
    const message = digestMessage({ lines, counts: { failed: 40, blocked: 0, stopped: 0, succeeded: 2 } });
    expect(shown(message).at(-1)).toBe("And 27 more: `/batch list --since 1d`");
  });
});

describe("mistakes", () => {
  const wrong = { what: "`16X` is no amount of memory" };

  it("in what would have changed something say that nothing was", () => {
    expect(mistakes({ verb: "settings", mistakes: [wrong] }).text).toMatch(/ Nothing was changed\.$/);
  });

  it("never put the running of a cancel one press away", () => {
    expect(
      actionIds(mistakes({ verb: "cancel", mistakes: [wrong], corrected: "/batch cancel 3fa9", draft })),
    ).toEqual([]);
  });

  it("offer the correction only where it is prepared", () => {
    expect(actionIds(mistakes({ verb: "submit", mistakes: [wrong], corrected: "/batch submit" }))).toEqual(
      [],
    );
    expect(
      actionIds(mistakes({ verb: "submit", mistakes: [wrong], corrected: "/batch submit", draft })),
    ).toEqual(["submit.corrected"]);
  });

  it("are all listed, and counted where they are too many", () => {
    const message = mistakes({ verb: "submit", mistakes: Array.from({ length: 300 }, () => wrong) });
    assertSlackLimits(message);
    expect(shown(message)[0]).toBe("300 things are not right yet:");
    expect(shown(message)[2]).toMatch(/^And \d+ more\.$/);
  });
});

describe("a dry run", () => {
  const { name, jobName, pi, queue, definition, asked } = aJob();
  const preview = { name, jobName, pi, queue, definition, asked, said: [] };

  it("says how much it shows of what is too long for a message", () => {
    const message = dryRun(
      { ...preview, json: '{"a":"b"}\n'.repeat(2000), cliLine: `aws ${"x".repeat(20_000)}` },
      draft,
    );
    assertSlackLimits(message);
    expect(shown(message).join("\n")).toMatch(
      /As a line for the AWS CLI, the first [\d,]+ of 20,004 characters:/,
    );
    expect(shown(message).join("\n")).toMatch(/As JSON, the first [\d,]+ of 19,999 characters:/);
  });

  it("shows what fits to the last sign", () => {
    const json = JSON.stringify({ command: ["*", "<!channel>", "`"] }, null, 2);
    expect(shown(dryRun({ ...preview, json, cliLine: "aws batch submit-job" }, draft)).at(-1)).toBe(json);
  });
});

describe("help on a verb with very many options", () => {
  it("keeps the limits and says what is missing", () => {
    const options = Array.from({ length: 200 }, (_, index) => ({
      name: `--option-${index}`,
      about: "something to say",
    }));
    const message = helpVerb({
      verb: "submit",
      usage: "submit",
      summary: "Run a job",
      options,
      examples: ["submit x"],
    });
    assertSlackLimits(message);
    expect(shown(message).some((text) => /^And \d+ more options\.$/.test(text))).toBe(true);
  });
});

describe("a job one may not see", () => {
  it("is answered by what was typed alone", () => {
    expect(jobNotFound.length).toBe(1);
    expect(actionIds(jobNotFound("x"))).toEqual(["list", "access request"]);
  });
});

describe("a lab one is not in", () => {
  it("is not offered, and nobody else's lab is named", () => {
    const message = notInLab({ pi: "doe-j" as PiName, verb: "logs", labs: [{ pi: "peters-u" as PiName }] });
    expect(message.text).toBe(
      "You are not in doe-j. Your labs: peters-u. If you work with doe-j too, ask for access.",
    );
    expect(actionIds(message)).toEqual(["access request"]);
  });
});
