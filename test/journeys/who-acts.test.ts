import { afterAll, beforeAll, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import {
  doeAccount,
  doeLab,
  externalId,
  jblow,
  klee,
  petersAccount,
  petersLab,
  roleOf,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
  lab = atWork(here);
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name ours -- false");
  await lab.ask(klee, doeLab, "/batch submit --jobdef hello --name theirs -- echo theirs");
  await lab.ended("ours");
  await lab.ended("theirs", doeAccount);
  await lab.ask(jblow, petersLab, "/batch logs ours");
  await lab.ask(klee, doeLab, "/batch status theirs");
});

afterAll(() => expectNothingLeft(here).finally(() => here.close()));

const calls = () => here.aws.calls().filter(({ service }) => service === "batch" || service === "logs");

it("AWS sees who submitted: in the session's name, its source identity and its tags", () => {
  const submits = calls().filter(({ operation }) => operation === "SubmitJob");
  expect(submits).toEqual([
    expect.objectContaining({
      account: petersAccount,
      roleArn: roleOf(petersAccount),
      sessionName: "batchmate-jblow",
      sourceIdentity: jblow,
      sessionTags: { pi: "peters-u", member: jblow },
    }),
    expect.objectContaining({
      account: doeAccount,
      roleArn: roleOf(doeAccount),
      sessionName: "batchmate-klee",
      sourceIdentity: klee,
      sessionTags: { pi: "doe-j", member: klee },
    }),
  ]);
});

it("a role is taken with the lab's external id, once for each person and not for each call", () => {
  const taken = here.aws.calls().filter(({ operation }) => operation === "AssumeRole");
  expect(taken.map(({ input }) => [input.RoleSessionName, input.ExternalId]).sort()).toEqual([
    ["batchmate-jblow", externalId],
    ["batchmate-klee", undefined],
    ["batchmate-system", externalId],
  ]);
});

it("by itself the bot only reads, and says that it was itself", () => {
  const own = calls().filter(({ sourceIdentity }) => sourceIdentity === undefined);
  expect(own.length).toBeGreaterThan(0);
  expect(own.filter(({ operation }) => !/^(Describe|List|Get|Filter)/.test(operation))).toEqual([]);
  expect(new Set(own.map(({ sessionName }) => sessionName))).toEqual(new Set(["batchmate-system"]));
});

it("nobody ever acts in another lab's account", () => {
  const accounts = (who: string) =>
    new Set(calls().flatMap(({ sourceIdentity, account }) => (sourceIdentity === who ? [account] : [])));
  expect(accounts(jblow)).toEqual(new Set([petersAccount]));
  expect(accounts(klee)).toEqual(new Set([doeAccount]));
});
