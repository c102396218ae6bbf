import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import type { AccountId } from "../ids.ts";
import type { ComputeEnvironment, JobQueue } from "../job/job-queue.ts";
import { Trouble } from "../trouble.ts";
import {
  eventFindings,
  jobRoleFindings,
  jobRoleOf,
  type LabFinding,
  labOutcomeOf,
  logGroupFindings,
  queueFindings,
  type RoadSeen,
  roleFindings,
  unseenTogether,
  whyUnseen,
} from "./lab-check.ts";

const pi = aPi();
const role = "arn:aws:iam::111122223333:role/batchmate";

test.each<[string, Parameters<typeof roleFindings>, LabFinding]>([
  ["that lets in", [{ ...pi, role }, pi.account], { is: "role lets me in", role }],
  ["that the labs file does not name", [pi, pi.account], { is: "no role", account: pi.account }],
  [
    "that leads to another account",
    [pi, "999999999999" as AccountId],
    { is: "other account", account: "999999999999" as AccountId },
  ],
])("a role %s", (_, asked, finding) => {
  expect(roleFindings(...asked)).toEqual([finding]);
});

describe("the role of jobs", () => {
  const arn = `arn:aws:iam::111122223333:role/labs/${pi.jobRole}`;
  const trust = (Service: string) =>
    JSON.stringify({ Statement: { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" } });
  const open = { arn, trustPolicy: trust("ecs-tasks.amazonaws.com") };

  test("is looked for by its name, whatever its path", () => {
    expect(jobRoleOf(pi)).toEqual({ name: "fh-pi-peters-u-batchtask" });
    expect(jobRoleOf({ ...pi, jobRole: arn })).toEqual({ name: "fh-pi-peters-u-batchtask" });
    const other = "arn:aws:iam::999999999999:role/jobs";
    expect(jobRoleOf({ ...pi, jobRole: other })).toEqual({ name: "jobs", elsewhere: "999999999999" });
  });

  test.each([
    ["job role", pi.jobRole, open],
    ["job role", arn, open],
    ["no job role", pi.jobRole, undefined],
    ["no job role", "arn:aws:iam::111122223333:role/fh-pi-peters-u-batchtask", open],
    ["job role shut", pi.jobRole, { ...open, trustPolicy: trust("ec2.amazonaws.com") }],
  ] as const)("comes out as: %s", (is, jobRole, seen) => {
    expect(jobRoleFindings({ ...pi, jobRole }, seen)).toEqual([{ is, name: "fh-pi-peters-u-batchtask" }]);
  });
});

describe("queues", () => {
  const spot: ComputeEnvironment = {
    name: "spot",
    enabled: true,
    valid: true,
    kind: "SPOT",
    instanceTypes: [],
  };
  const queue = (name: string, changes: Partial<JobQueue> = {}): JobQueue => ({
    name,
    enabled: true,
    valid: true,
    statusReason: "JobQueue Healthy",
    fairShare: false,
    environments: [spot],
    ...changes,
  });
  const found = (queues: readonly JobQueue[], named?: readonly string[]) =>
    queueFindings(named === undefined ? pi : { ...pi, queues: named }, queues);

  test("that work are told together", () => {
    expect(found([queue("default"), queue("highmem")])).toEqual([
      { is: "queues", names: ["default", "highmem"] },
    ]);
  });

  test("are missing where there is none, and by name where the labs file names them", () => {
    expect(found([])).toEqual([{ is: "no queue" }]);
    expect(found([], ["default"])).toEqual([{ is: "queue gone", name: "default" }]);
    expect(found([queue("default")], ["default", "gpu"])).toEqual([
      { is: "queue gone", name: "gpu" },
      { is: "queues", names: ["default"] },
    ]);
  });

  test.each<[string, Partial<JobQueue>, LabFinding]>([
    ["disabled", { enabled: false }, { is: "queue off", name: "default" }],
    [
      "not valid",
      { valid: false, statusReason: "no" },
      { is: "queue invalid", name: "default", reason: "no" },
    ],
    ["without environments", { environments: [] }, { is: "queue bare", name: "default" }],
    [
      "in front of a disabled environment",
      { environments: [{ ...spot, enabled: false }] },
      { is: "environment off", name: "spot", queues: ["default"] },
    ],
    [
      "in front of an environment that is not valid",
      { environments: [{ ...spot, valid: false, statusReason: "CLIENT_ERROR" }] },
      { is: "environment invalid", name: "spot", queues: ["default"], reason: "CLIENT_ERROR" },
    ],
  ])("that are %s hide none that works", (_, changes, finding) => {
    const gpu = { ...spot, name: "gpu" };
    expect(found([queue("default", changes), queue("gpu", { environments: [gpu] })])).toEqual([
      finding,
      { is: "queues", names: ["gpu"] },
    ]);
  });

  test("that share a broken environment are named with it once", () => {
    const broken = [{ ...spot, enabled: false }];
    expect(found([queue("a", { environments: broken }), queue("b", { environments: broken })])).toEqual([
      { is: "environment off", name: "spot", queues: ["a", "b"] },
    ]);
  });
});

describe("events", () => {
  const webhook: RoadSeen = { road: { to: "webhook", name: "batchmate" }, wrong: [] };
  const queue: RoadSeen = { road: { to: "queue" }, wrong: [] };
  const with_ = (seen: RoadSeen, ...weights: ("broken" | "weak")[]): RoadSeen => ({
    ...seen,
    wrong: weights.map((weight, index) => ({ weight, sentence: `${weight} ${index}` })),
  });
  const come = ({ road: by }: RoadSeen): LabFinding => ({ is: "events come", by });

  test.each<[string, readonly RoadSeen[], boolean, readonly LabFinding[]]>([
    ["come by a whole road", [webhook], true, [come(webhook)]],
    [
      "come by a road that may lose some",
      [with_(webhook, "weak")],
      true,
      [come(webhook), { is: "road weak", road: webhook.road, sentences: ["weak 0"] }],
    ],
    ["that nobody lets in do not come", [webhook], false, [{ is: "no event key" }]],
    [
      "that nobody lets in, by a road that is broken, lack both",
      [with_(webhook, "broken", "weak", "broken")],
      false,
      [
        { is: "no event key" },
        { is: "road broken", road: webhook.road, sentences: ["broken 0", "broken 2"] },
      ],
    ],
    ["by the queue need no key", [queue], false, [come(queue)]],
    ["come where one of two roads is whole", [with_(webhook, "broken"), queue], true, [come(queue)]],
    [
      "do not come where both are broken",
      [with_(webhook, "broken"), with_(queue, "broken")],
      true,
      [
        { is: "road broken", road: webhook.road, sentences: ["broken 0"] },
        { is: "road broken", road: queue.road, sentences: ["broken 0"] },
      ],
    ],
  ])("%s", (_, roads, hasKey, findings) => {
    expect(eventFindings(roads, hasKey)).toEqual(findings);
  });
});

test.each([
  ["log group", { group: "/g", isMadeByJob: false, definition: "align:1" }, true],
  ["log group to come", { group: "/g", isMadeByJob: true }, false],
  ["log group to come", { group: "/g", isMadeByJob: true, definition: "align:1" }, false],
  ["log group gone", { group: "/g", isMadeByJob: false, definition: "align:1" }, false],
] as const)("a group comes out as: %s", (is, group, isThere) => {
  expect(logGroupFindings(group, isThere).is).toBe(is);
});

describe("what could not be looked at", () => {
  const denied = (message: string, code = "AccessDenied") => new Trouble("permanent", code, { message });

  test.each([
    [
      { is: "denied", right: "iam:GetRole" },
      denied("User: x is not authorized to perform: iam:GetRole on resource: role jobs"),
    ],
    [{ is: "denied" }, denied("no", "AccessDeniedException")],
    [{ is: "busy" }, new Trouble("later", "ThrottlingException")],
    [{ is: "silent" }, new Trouble("unknown", "TimeoutError")],
    [{ is: "refused", words: "no such bus" }, denied("no such bus", "ResourceNotFoundException")],
    [
      { is: "shut out" },
      new Trouble("permanent", "AccessDenied", { role: { pi: pi.name, role, lacks: "sts:AssumeRole" } }),
    ],
  ] as const)("says why: %o", (why, trouble) => {
    expect(whyUnseen(trouble)).toEqual(why);
  });

  test("for one reason is told once, behind what was", () => {
    const busy = { is: "busy" } as const;
    const silent = { is: "silent" } as const;
    const ofBatch: LabFinding = { is: "no queue" };
    const all: LabFinding[] = [
      { is: "unseen", parts: ["logs"], why: busy },
      { is: "unseen", parts: ["role"], why: silent },
      ofBatch,
      { is: "unseen", parts: ["logs"], why: busy },
      { is: "unseen", parts: ["events"], why: busy },
    ];
    expect(unseenTogether(all)).toEqual([
      ofBatch,
      { is: "unseen", parts: ["logs", "events"], why: busy },
      { is: "unseen", parts: ["role"], why: silent },
    ]);
    expect(labOutcomeOf({ is: "unseen", parts: ["logs"], why: busy })).toBe("unseen");
  });
});
