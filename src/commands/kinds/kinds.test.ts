import { describe, expect, test } from "vitest";
import type { Argument } from "../typing/argument.ts";
import { list } from "../typing/declare-argument.ts";
import { arraySize, attempts, gpus, vcpus } from "./counts.ts";
import { dependencies } from "./dependency.ts";
import { durationSeconds } from "./duration.ts";
import { indexes } from "./indexes.ts";
import { jobRef } from "./job-ref.ts";
import { jobStates } from "./job-states.ts";
import { memoryMiB } from "./memory.ts";
import { definitionName, queueName } from "./names.ts";
import { environment, parameters } from "./pairs.ts";
import { place } from "./place.ts";
import { regexText } from "./regex.ts";
import { sinceTime } from "./since.ts";

function read(argument: Argument<unknown>, text: string): unknown {
  const taken = argument.read([{ text, part: `\`${text}\`` }]);
  return taken.ok ? taken.value : taken.faults.map(({ mistake }) => mistake).join(" ");
}

const hourMs = 3_600_000;
const uuid = "3fa9c1d2-0b1c-4d5e-8f90-a1b2c3d4e5f6";

const readings: readonly [
  what: string,
  argument: Argument<unknown>,
  rows: readonly (readonly [string, unknown])[],
][] = [
  [
    "memory",
    memoryMiB(""),
    [
      ["4g", 4096],
      ["1.5G", 1536],
      ["1T", 1_048_576],
      ["512", 512],
      ["5000", 5000],
      ["4 GiB", 4096],
    ],
  ],
  [
    "a duration",
    durationSeconds(""),
    [
      ["90m", 5400],
      ["1h30m", 5400],
      ["1.5h", 5400],
      ["2d", 172_800],
      ["1 h 30 min", 5400],
      ["1-12:00:00", 129_600],
      ["1-12", 129_600],
      ["06:00:00", 21_600],
      ["60s", 60],
      ["1w", 604_800],
      ["2DAYS", 172_800],
    ],
  ],
  [
    "a count of vCPUs",
    vcpus(""),
    [
      ["4", 4],
      ["4.0", 4],
      ["0.25", 0.25],
      [".5", 0.5],
      ["+2", 2],
    ],
  ],
  [
    "a count of GPUs",
    gpus(""),
    [
      ["1", 1],
      ["gpu", 1],
      ["gpu:4", 4],
      ["GPU:2", 2],
    ],
  ],
  [
    "an array",
    arraySize(""),
    [
      ["100", 100],
      ["size=100", 100],
      ["0-99", 100],
      ["SIZE=2", 2],
      ["10000", 10_000],
    ],
  ],
  [
    "attempts",
    attempts(""),
    [
      ["3", 3],
      ["attempts=3", 3],
    ],
  ],
  [
    "when",
    sinceTime(""),
    [
      ["10m", { agoMs: 600_000 }],
      ["2d", { agoMs: 48 * hourMs }],
      ["2 days ago", { agoMs: 48 * hourMs }],
      ["today", { agoMs: 24 * hourMs }],
      ["Yesterday", { agoMs: 48 * hourMs }],
      ["2026-11-01", { atMs: Date.UTC(2026, 10, 1) }],
      ["2026-11-01T10:30Z", { atMs: Date.UTC(2026, 10, 1, 10, 30) }],
      ["2026-11-01 10:30:15-08:00", { atMs: Date.UTC(2026, 10, 1, 18, 30, 15) }],
    ],
  ],
  [
    "indexes",
    indexes(""),
    [
      ["7", [7]],
      ["17-19,3,18", [3, 17, 18, 19]],
      ["0-1", [0, 1]],
    ],
  ],
  [
    "states",
    list(jobStates("")),
    [
      ["failed,stopped", ["failed", "stopped"]],
      ["RUNNABLE", ["waiting"]],
      ["Canceled", ["stopped"]],
      ["ended", ["succeeded", "failed", "stopped", "lost", "rejected"]],
    ],
  ],
  [
    "a pattern",
    regexText(""),
    [
      ["err|warn", "err|warn"],
      ["/Err/i", "Err"],
      ["/a/", "a"],
      ["/a/b", "/a/b"],
    ],
  ],
  [
    "a place",
    place(""),
    [
      ["me", { kind: "me" }],
      ["HERE", { kind: "here" }],
      ["<#C012|jobs>", { kind: "channel", channel: "C012", name: "jobs" }],
      ["<#C012|>", { kind: "channel", channel: "C012" }],
      ["C0123ABCDE", { kind: "channel", channel: "C0123ABCDE" }],
    ],
  ],
  [
    "a queue",
    queueName(""),
    [
      ["default", "default"],
      ["arn:aws:batch:us-west-2:123456789012:job-queue/default", "default"],
    ],
  ],
  [
    "a definition",
    definitionName(""),
    [
      ["align", "align"],
      ["arn:aws:batch:us-west-2:123456789012:job-definition/align:14", "align:14"],
    ],
  ],
  [
    "environment",
    environment(""),
    [
      ["A=b=c,d", [["A", "b=c,d"]]],
      ["A=", [["A", ""]]],
      [
        '[{"name":"A","value":"b"},{"name":"C","value":"—"}]',
        [
          ["A", "b"],
          ["C", "—"],
        ],
      ],
      ["{}", []],
    ],
  ],
  [
    "parameters",
    parameters(""),
    [
      [
        "a=1,b=2",
        [
          ["a", "1"],
          ["b", "2"],
        ],
      ],
      ["l=1,2,3", [["l", "1,2,3"]]],
      ['{"a":"1,2"}', [["a", "1,2"]]],
    ],
  ],
  [
    "dependencies",
    list(dependencies("")),
    [
      ["3fa9:sequential", [{ on: { kind: "start", text: "3fa9" }, type: "SEQUENTIAL" }]],
      ["SEQUENTIAL", [{ type: "SEQUENTIAL" }]],
      [
        "afterok:3fa9:4b22",
        [{ on: { kind: "start", text: "3fa9" } }, { on: { kind: "start", text: "4b22" } }],
      ],
      [
        "afterok:3fa9,afterok:merge",
        [{ on: { kind: "start", text: "3fa9" } }, { on: { kind: "name", name: "merge" } }],
      ],
      [`jobId=${uuid},type=N_TO_N`, [{ on: { kind: "id", id: uuid }, type: "N_TO_N" }]],
    ],
  ],
  [
    "a job",
    jobRef(""),
    [
      [uuid, { kind: "id", id: uuid }],
      [uuid.toUpperCase(), { kind: "id", id: uuid }],
      [`${uuid}:7`, { kind: "id", id: uuid, indexes: [7] }],
      [`${uuid}:3,17-18`, { kind: "id", id: uuid, indexes: [3, 17, 18] }],
      [`${uuid}#2`, { kind: "id", id: uuid, node: 2 }],
      ["3fa9#2", { kind: "start", text: "3fa9", node: 2 }],
      ["mpi-run#0", { kind: "name", name: "mpi-run", node: 0 }],
      ["3fa9", { kind: "start", text: "3fa9" }],
      ["3FA9C1D2-0b", { kind: "start", text: "3fa9c1d2-0b" }],
      ["`3fa9c1d2`", { kind: "start", text: "3fa9c1d2" }],
      ["3fa9c1d2…", { kind: "start", text: "3fa9c1d2" }],
      ["3fa9c1d2a", { kind: "name", name: "3fa9c1d2a" }],
      ["3fa", { kind: "name", name: "3fa" }],
      ["align-NA12878", { kind: "name", name: "align-NA12878" }],
      ["align:7", { kind: "name", name: "align", indexes: [7] }],
      [`arn:aws:batch:us-west-2:123456789012:job/${uuid}:3`, { kind: "id", id: uuid, indexes: [3] }],
      [
        `https://us-west-2.console.aws.amazon.com/batch/home?region=us-west-2#jobs/ec2/detail/${uuid}`,
        { kind: "id", id: uuid },
      ],
      [
        `https://console.aws.amazon.com/batch/home?region=us-west-2#/jobs/detail/${uuid}%3A7`,
        { kind: "id", id: uuid, indexes: [7] },
      ],
      [
        "align/default/0123456789abcdef0123456789abcdef",
        { kind: "stream", stream: "align/default/0123456789abcdef0123456789abcdef" },
      ],
      [
        "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#logsV2:log-groups/log-group/$252Faws$252Fbatch$252Fjob/log-events/align$252Fdefault$252F0123456789ab",
        { kind: "stream", stream: "align/default/0123456789ab", group: "/aws/batch/job" },
      ],
    ],
  ],
];

describe.each(readings)("%s", (_what, argument, rows) => {
  test.each(rows)("%s", (text, value) => {
    expect(read(argument, text)).toEqual(value);
  });

  test("is written so that it reads the same again", () => {
    for (const [text] of rows) {
      const value = read(argument, text);
      const again = argument.write(value).map((written) => ({ text: written, part: written }));
      expect(argument.read(again)).toMatchObject({ ok: true, value });
    }
  });
});

describe("an alias may count otherwise", () => {
  test("retries come after the first attempt", () => {
    expect(attempts("").read([{ text: "0", part: "", alias: "retries" }])).toEqual({
      ok: true,
      value: 1,
      said: ["0 retries = 1 attempt"],
    });
  });

  test("a bare number under --memory-mb is MiB and needs no echo", () => {
    expect(memoryMiB("").read([{ text: "256", part: "", alias: "memory-mb" }])).toEqual({
      ok: true,
      value: 256,
      said: [],
    });
  });
});
