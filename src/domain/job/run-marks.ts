/** Of which runs a job is: what marks it, and which marks count. */
import { maskValues } from "../secrets/secret.ts";
import type { Job } from "./job.ts";
import { engineOfTag } from "./workflow-engine.ts";

/** `mark`: what says so, of those that `countingMarks` gives; `tag`: by which tag, if by one. */
export type RunMark = { mark: string; tag: string; run: string };

/**
 * By its tags. All of a person's or an engine's own are marks: which of them names runs is set in the labs file, and
 * may be set otherwise later. What looks like a secret names none.
 */
export function runMarksOf({ facts, asked }: Pick<Job, "facts" | "asked">): RunMark[] {
  const tags = { ...asked.tags, ...facts?.head.tags };
  const masked = maskValues(tags);
  return Object.entries(tags).flatMap(([tag, run]) =>
    /^(batchmate|aws):/.test(tag) || run === "" || masked[tag] !== run
      ? []
      : [{ mark: markOfTag(tag), tag, run }],
  );
}

/** By the table with which it was submitted. */
export function runMarkOfTable(name: string): RunMark {
  return { mark: "table", tag: "", run: name };
}

/** Those that name a run in a lab. */
export function countingMarks(runTag: string | undefined): string[] {
  const marks = [runMarkOfTable("").mark, engineMark];
  return runTag === undefined || isRunTagOfEngine(runTag) ? marks : [...marks, markOfTag(runTag)];
}

const engineMark = "engine";

function markOfTag(tag: string): string {
  return isRunTagOfEngine(tag) ? engineMark : `tag ${tag}`;
}

/** Engines also tag a job with its process and task, of which another run has the same. */
function isRunTagOfEngine(tag: string): boolean {
  return engineOfTag(tag) !== undefined && /run|session|workflow/i.test(tag.replace(/^\w+/, ""));
}
