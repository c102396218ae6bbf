import { describe, expect, test } from "vitest";
import { jobIn } from "../../../test/fixtures/jobs.ts";
import { logFileName } from "./log-file-name.ts";

const named = (name: string) => ({ ...jobIn("failed", (text) => text), name });
const job = named("align-NA12878");

describe("a log's file", () => {
  test("is named after its job, and what of it", () => {
    expect(logFileName({ job })).toBe("align-NA12878_3fa9.log");
    expect(logFileName({ job, attempt: 2 })).toBe("align-NA12878_3fa9_attempt-2.log");
    expect(logFileName({ job, indexes: [17], attempt: 1 })).toBe("align-NA12878_3fa9_index-17_attempt-1.log");
    expect(logFileName({ job, indexes: [3, 17, 18] })).toBe("align-NA12878_3fa9_3-children.log");
    expect(logFileName({ job, node: 1 })).toBe("align-NA12878_3fa9_node-1.log");
  });

  test.each([
    ["../../etc/passwd", "etc-passwd_3fa9.log"],
    [".hidden", "hidden_3fa9.log"],
    ["--rm -rf", "rm-rf_3fa9.log"],
    ["Probe Ärger\u202egol", "Probe-rger-gol_3fa9.log"],
    ["", "3fa9.log"],
    ["x".repeat(300), `${"x".repeat(100)}_3fa9.log`],
  ])("is a file's name on any system, of a job called %j", (name, expected) => {
    expect(logFileName({ job: named(name) })).toBe(expected);
  });
});
