import { expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import type { Wish } from "../submission/submission.ts";
import { type LabUse, labLimitProblems } from "./lab-limits.ts";
import type { PiLimits } from "./pi.ts";

type Case = { limits: PiLimits; wish?: Partial<Wish>; use?: Partial<LabUse> };

/** The definition asks for 4 vCPUs and 16 GiB. */
function check({ limits, wish, use }: Case): string[] {
  const of = { pi: aPi({ limits }), definition: aDefinition(), openSubmissions: 0, ...use };
  return labLimitProblems(aWish(wish), of).map(({ what }) => what);
}

const uses = (vcpus: number, gib = 0) => ({ inUse: { vcpus, memoryMiB: gib * 1_024 } });
const month = (vcpuHours: number) => ({ month: { vcpuHours, name: "November" } });
const hours = (count: number) => ({ timeoutSeconds: count * 3_600 });

const refused: readonly [Case, string][] = [
  [
    { limits: { vcpus: 256 }, wish: { vcpus: 64 }, use: uses(200) },
    "peters-u uses 200 of its 256 vCPUs now, and this asks for 64; 56 or fewer fit, or wait until some of its jobs have ended.",
  ],
  [
    { limits: { vcpus: 256 }, wish: { arraySize: 64 }, use: uses(200) },
    "peters-u uses 200 of its 256 vCPUs now, and this asks for 256; 56 or fewer fit (--array 14), or wait until some of its jobs have ended.",
  ],
  [
    { limits: { vcpus: 256 }, use: uses(256) },
    "peters-u uses 256 of its 256 vCPUs now, and this asks for 4; none fits now: wait until some of its jobs have ended.",
  ],
  [
    { limits: { memoryGiB: 100 }, use: uses(0, 90) },
    "peters-u uses 90 of its 100 GiB now, and this asks for 16; 10 or less fit, or wait until some of its jobs have ended.",
  ],
  [
    { limits: { vcpuHoursPerMonth: 1_000 }, wish: hours(10), use: month(980) },
    "peters-u has used 980 of its 1,000 vCPU-hours of November, with what its jobs under way may still use, and this may use 40 within its time limit: --timeout 5h or less fits, or wait for the next month.",
  ],
  [
    { limits: { vcpuHoursPerMonth: 1_000 }, wish: hours(1), use: month(998) },
    "peters-u has used 998 of its 1,000 vCPU-hours of November, with what its jobs under way may still use, and this may use 4 within its time limit: --timeout 30m or less fits, or wait for the next month.",
  ],
  [
    {
      limits: { vcpuHoursPerMonth: 1_000 },
      wish: { ...hours(5), attempts: 2 },
      use: month(980),
    },
    "peters-u has used 980 of its 1,000 vCPU-hours of November, with what its jobs under way may still use, and this may use 40 within its time limit in 2 attempts: --timeout 2h or less fits, or wait for the next month.",
  ],
  [
    { limits: { vcpuHoursPerMonth: 1_000 }, use: month(1_000) },
    "peters-u has used 1,000 of its 1,000 vCPU-hours of November, with what its jobs under way may still use, and none are left for this job: wait for the next month.",
  ],
];

test.each(refused.map(([given, sentence]) => ({ given, sentence })))("$sentence", ({ given, sentence }) => {
  expect(check(given)).toEqual([sentence]);
});

test.each<[string, Case]>([
  ["what just fits beside the others", { limits: { vcpus: 256, memoryGiB: 64 }, use: uses(252, 48) }],
  ["a lab without such limits", { limits: {}, use: { ...uses(9_999), ...month(9_999) } }],
  ["what just fits the month", { limits: { vcpuHoursPerMonth: 1_000 }, wish: hours(5), use: month(980) }],
  ["what has no time limit while some are left", { limits: { vcpuHoursPerMonth: 1_000 }, use: month(999) }],
])("%s passes", (_what, given) => {
  expect(check(given)).toEqual([]);
});

test("what is too much by itself is not told of twice", () => {
  expect(check({ limits: { vcpus: 3 }, use: uses(2) })).toEqual([
    "peters-u may use 3 vCPUs in one submission and this asks for 4.",
  ]);
});
