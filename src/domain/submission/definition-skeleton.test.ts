import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import {
  type DefinitionRequest,
  definitionRequest,
  imageToReplace,
  isNameTaken,
  isSameDefinition,
  usualDefinition,
} from "./definition-skeleton.ts";

const wish = { name: "align", image: "align:1.4", ...usualDefinition };
const role = "arn:aws:iam::111122223333:role/fh-pi-peters-u-batchtask";

test("it carries the PI's role and mounts the scratch space; what is not said is as the institute's own", () => {
  expect(definitionRequest(aPi(), { name: "align", ...usualDefinition })).toEqual({
    jobDefinitionName: "align",
    type: "container",
    parameters: {},
    containerProperties: {
      image: imageToReplace,
      command: [],
      jobRoleArn: role,
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "2000" },
      ],
      volumes: [{ name: "scratch", host: { sourcePath: "/docker_scratch" } }],
      mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }],
      environment: [],
      ulimits: [],
    },
    retryStrategy: { attempts: 1 },
  });
});

test.each([
  [
    "by its ARN, it is that",
    { jobRole: "arn:aws:iam::111122223333:role/x/y" },
    "arn:aws:iam::111122223333:role/x/y",
  ],
  [
    "in another partition",
    { region: "us-gov-west-1", jobRole: "x" },
    "arn:aws-us-gov:iam::111122223333:role/x",
  ],
])("a role that the labs file names %s", (_how, changes, arn) => {
  expect(definitionRequest(aPi(changes), wish).containerProperties.jobRoleArn).toBe(arn);
});

describe("AWS has the very same already", () => {
  const request = definitionRequest(aPi(), wish);
  const described = (changes: Partial<DefinitionRequest["containerProperties"]> = {}) => ({
    ...request,
    revision: 3,
    status: "ACTIVE",
    tags: {},
    containerProperties: { ...request.containerProperties, secrets: [], privileged: false, ...changes },
  });

  test("whatever it has filled in, and in whatever order", () => {
    const resourceRequirements = request.containerProperties.resourceRequirements.toReversed();
    expect(isSameDefinition(request, described({ resourceRequirements }))).toBe(true);
  });

  test.each([
    ["another image", { image: "align:1.5" }],
    ["another command", { command: ["true"] }],
    ["a variable more", { environment: [{ name: "A", value: "b" }] }],
    ["another role", { jobRoleArn: `${role}-2` }],
  ])("but not with %s", (_what, changes) => {
    expect(isSameDefinition(request, described(changes))).toBe(false);
  });

  test("nor where there is none", () => expect(isSameDefinition(request, undefined)).toBe(false));
});

describe("a name is taken", () => {
  const known = (jobRoles: string[]) => ({ name: "align", jobRoles }) as unknown as JobDefinition;

  test.each([
    [
      "by a definition that carries another role",
      known(["arn:aws:iam::111122223333:role/other"]),
      false,
      true,
    ],
    ["by one for all labs of an account that several share", known([]), true, true],
    ["by none where the account is the lab's own and it has no role", known([]), false, false],
    ["by none where it carries the lab's role", known([role]), true, false],
    ["by none where there is none", undefined, true, false],
  ])("%s", (_what, newest, isShared, isTaken) => {
    expect(isNameTaken(newest, aPi(), isShared)).toBe(isTaken);
  });
});
