import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import type { MemberId, PiName } from "../ids.ts";
import { limits } from "../limits.ts";
import type { Pi } from "../people/pi.ts";
import { askedOf, type Wish } from "../submission/submission.ts";
import {
  type Approval,
  type ApprovalNeed,
  approvalNeeds,
  approversOf,
  isCovered,
  mostHours,
  standingYes,
} from "./approval.ts";

const asked = (wish: Partial<Wish> = {}) => askedOf(aWish(wish), aDefinition());
const needs = (pi: Partial<Pi>, wish: Partial<Wish> = {}) =>
  approvalNeeds(aPi(pi), [{ wish: aWish(wish), asked: asked(wish) }]);
const script = { environment: [{ name: "BATCH_FILE_S3_URL", value: "s3://b/run.sh" }] };

test.each<[string, Partial<Pi>, Partial<Wish>, ApprovalNeed[]]>([
  ["nothing is set", {}, { vcpus: 999 }, []],
  ["as many vCPUs as are free", { approveAbove: { vcpus: 64 } }, { vcpus: 64 }, []],
  ["one vCPU more", { approveAbove: { vcpus: 64 } }, { vcpus: 65 }, [{ what: "vcpus", asked: 65, free: 64 }]],
  [
    "all children together",
    { approveAbove: { vcpus: 64 } },
    { arraySize: 17 },
    [{ what: "vcpus", asked: 68, free: 64 }],
  ],
  ["memory", { approveAbove: { memoryGiB: 15 } }, {}, [{ what: "memoryGiB", asked: 16, free: 15 }]],
  ["a command", { commands: "approve" }, { command: ["ls"] }, [{ what: "command" }]],
  ["a script", { commands: "approve" }, script, [{ what: "command" }]],
  ["the definition's own command", { commands: "approve" }, {}, []],
])("%s", (_what, pi, wish, expected) => {
  expect(needs(pi, wish)).toEqual(expected);
});

const [jblow, upeters, amate, admin] = ["U0JBLOW", "U0PETERS", "U0AMATE", "U0ADMIN"] as MemberId[] as [
  MemberId,
  MemberId,
  MemberId,
  MemberId,
];

describe("who is asked", () => {
  test.each<[string, readonly MemberId[], readonly MemberId[], readonly MemberId[]]>([
    ["the managers", [upeters, amate], [admin], [upeters, amate]],
    ["never the owner", [jblow, upeters], [admin], [upeters]],
    ["admins, where the owner is the only manager", [jblow], [admin], [admin]],
    ["admins, where there is no manager", [], [admin, jblow], [admin]],
    ["nobody, where there is nobody else", [jblow], [jblow], []],
  ])("%s", (_what, managers, admins, expected) => {
    expect(approversOf(jblow, { managers, admins })).toEqual(expected);
  });
});

describe("a yes for such jobs", () => {
  const of = { member: jblow, pi: "peters-u" as PiName, definition: "align:14" };
  const size: ApprovalNeed[] = [{ what: "vcpus", asked: 80, free: 64 }];
  const approval: Approval = { needs: size, reason: "" };
  const yes = standingYes({ ...of, asked: asked({ arraySize: 20 }) }, approval, { by: upeters, atMs: 1_000 });
  const covers = (
    changes: Partial<typeof of> & { wish?: Partial<Wish>; nowMs?: number; needs?: ApprovalNeed[] },
  ) =>
    isCovered(
      yes,
      { ...of, ...changes, asked: asked(changes.wish ?? { arraySize: 20 }) },
      {
        needs: changes.needs ?? size,
        nowMs: changes.nowMs ?? 2_000,
      },
    );

  test.each<[string, Parameters<typeof covers>[0], boolean]>([
    ["the same again", {}, true],
    ["a newer revision, whose command nobody has seen", { definition: "align:15" }, false],
    ["less", { wish: { arraySize: 3 } }, true],
    ["otherwise divided", { wish: { vcpus: 80, memoryMiB: 1_024 } }, true],
    ["more vCPUs", { wish: { arraySize: 21 } }, false],
    ["more memory", { wish: { arraySize: 20, memoryMiB: 20_000 } }, false],
    ["a GPU", { wish: { gpus: 1 } }, false],
    ["another definition", { definition: "aligner:14" }, false],
    ["another member", { member: amate }, false],
    ["another lab", { pi: "doe-j" as PiName }, false],
    ["a command of its own, for which it was not given", { needs: [{ what: "command" }] }, false],
    ["the last moment", { nowMs: 1_000 + limits.standingYesMs - 1 }, true],
    ["too late", { nowMs: 1_000 + limits.standingYesMs }, false],
  ])("%s: %s", (_what, given, expected) => {
    expect(covers(given)).toBe(expected);
  });

  test("given for a command is for any command", () => {
    const commands: Approval = { needs: [{ what: "command" }], reason: "" };
    const given = standingYes({ ...of, asked: asked() }, commands, { by: upeters, atMs: 1_000 });
    for (const definition of ["align:14", "align:15"])
      expect(
        isCovered(given, { ...of, definition, asked: asked() }, { needs: commands.needs, nowMs: 2_000 }),
      ).toBe(true);
  });
});

test("how long a job may run at the most follows from its time limit and its attempts", () => {
  expect(mostHours(asked())).toBeUndefined();
  expect(mostHours(asked({ timeoutSeconds: 7_200 }))).toBe(2);
  expect(mostHours(asked({ timeoutSeconds: 7_200, attempts: 3 }))).toBe(6);
});

test("a job of several nodes counts with all of them", () => {
  const several = { ...asked({ arraySize: 2 }), nodes: 3, total: { vcpus: 12, memoryMiB: 3_072, gpus: 0 } };
  expect(approvalNeeds(aPi({ approveAbove: { vcpus: 23 } }), [{ wish: aWish(), asked: several }])).toEqual([
    { what: "vcpus", asked: 24, free: 23 },
  ]);
});

test("a command in a document is a command too", () => {
  const more = {
    ecsPropertiesOverride: { taskProperties: [{ containers: [{ name: "main", command: ["ls"] }] }] },
  };
  expect(needs({ commands: "approve" }, { more })).toEqual([{ what: "command" }]);
});
