/** What a lab has in AWS, and what of it is missing: told to who is in charge of it, and to nobody else. */
import { DisableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, it } from "vitest";
import { disconnectEventRoute } from "../../src/aws/event-route.ts";
import type { Ephemeral } from "../../src/playground/slack/local-slack.ts";
import { type Here, startHere } from "../support/bot-here.ts";
import {
  accounts,
  admin,
  doeAccount,
  externalId,
  general,
  jblow,
  klee,
  petersAccount,
  petersLab,
  region,
  roleOf,
  upeters,
} from "../support/lab-world.ts";
import { expectNothingLeft } from "../support/nothing-left.ts";
import { atWork, buttonsIn } from "../support/people-at-work.ts";

let here: Here;
let lab: ReturnType<typeof atWork>;

/** A queue of the Doe lab was switched off, and its machines are in trouble. */
const withBrokenQueues = accounts.map((each) =>
  each.account === doeAccount
    ? {
        ...each,
        queues: each.queues.map((queue) =>
          queue.name === "highmem" ? { ...queue, state: "DISABLED" as const } : queue,
        ),
        computeEnvironments: each.computeEnvironments.map((environment) =>
          environment.name === "spot"
            ? { ...environment, status: "INVALID" as const, statusReason: "CLIENT_ERROR - no such subnet" }
            : environment,
        ),
      }
    : each,
);

beforeAll(async () => {
  here = await startHere({ speed: 4, accounts: withBrokenQueues });
  lab = atWork(here);
});

afterAll(() =>
  expectNothingLeft(here, {
    awsTrouble: [
      "GetRole NoSuchEntity",
      "GetRole AccessDenied",
      "AssumeRole AccessDenied",
      "GetLogEvents ResourceNotFoundException",
    ],
    errors: ["A lab's role can not be assumed"],
  }).finally(() => here.close()),
);

/** What stands under each heading. */
function sections({ blocks = [] }: Ephemeral): Record<string, string> {
  const texts = (blocks as { type: string; elements?: unknown[] }[])
    .filter(({ type }) => type === "rich_text")
    .map((block) => textIn(block));
  const titles = [
    "Missing, or not as it must be",
    "Could not be looked at",
    "Fine, but could be better",
    "Fine",
  ];
  return Object.fromEntries(
    texts.flatMap((text, at) => (titles.includes(text) ? [[text, texts[at + 1] ?? ""]] : [])),
  );
}

function textIn(node: unknown): string {
  if (typeof node !== "object" || node === null) return "";
  const { text, elements } = node as { text?: unknown; elements?: unknown[] };
  if (typeof text === "string") return text;
  return (elements ?? []).map(textIn).join("");
}

const eventBridge = (account: string) =>
  new EventBridgeClient({
    endpoint: here.aws.url,
    region,
    credentials: { accessKeyId: `AKIALOCAL${account}`, secretAccessKey: "local" },
  });

it("a manager sees that their lab has all it needs, and that nothing was changed", async () => {
  const before = here.aws.calls().length;
  const answer = await lab.ask(upeters, petersLab, "/batch access check");
  expect(answer.text).toMatch(/^In AWS, peters-u has all it needs/);
  const { Fine = "" } = sections(answer);
  expect(Fine).toContain("Role: batchmate lets me in");
  expect(Fine).toContain("Job role: fh-pi-peters-u-batchtask is there");
  expect(Fine).toContain("Queues default, highmem: enabled and valid");
  expect(Fine).toContain(`Events: the rules batchmate-… post them to ${here.botUrl}/aws/events.`);
  expect(Fine).toContain("Logs: /aws/batch/job is not there yet");
  const calls = here.aws.calls().slice(before);
  expect(
    calls.map(({ operation }) => operation).filter((name) => !/^(Describe|List|Get)/.test(name)),
  ).toEqual(["AssumeRole", "AssumeRole"]);
  for (const { service, operation, sessionName, sourceIdentity, sessionTags } of calls)
    if (service !== "sts" || operation === "GetCallerIdentity")
      expect({ sessionName, sourceIdentity, sessionTags }).toEqual({
        sessionName: "batchmate-upeters",
        sourceIdentity: upeters,
        sessionTags: { pi: "peters-u", member: upeters },
      });
});

it("while submitting is paused it looks all the same, and a log that is there can be read", async () => {
  await lab.ask(jblow, petersLab, "/batch submit --jobdef hello --name first");
  await lab.ended("first");
  await lab.ask(upeters, petersLab, "/batch pause peters-u --reason 'the budget is spent'");
  const answer = await lab.ask(upeters, general, "/batch access check peters-u");
  expect(sections(answer).Fine).toContain("Logs: /aws/batch/job can be read.");
  await lab.ask(upeters, petersLab, "/batch resume peters-u");
});

it("who is in the lab and manages none is told whom to ask; another lab's is no lab to them", async () => {
  const { text } = await lab.ask(jblow, petersLab, "/batch access check peters-u");
  expect(text).toBe(
    "What peters-u has in AWS is for its managers and the admins to look at. Ask one of them.",
  );
  expect((await lab.ask(jblow, petersLab, "/batch access check")).text).toMatch(/^You manage no lab/);
  const theirs = (await lab.ask(upeters, petersLab, "/batch access check doe-j")).text;
  const nobodys = (await lab.ask(upeters, petersLab, "/batch access check nobody-x")).text;
  expect(theirs).toBe(nobodys.replaceAll("nobody-x", "doe-j"));
  expect((await lab.ask(klee, general, "/batch access check peters-u")).text).toMatch(
    /^You are not in peters-u/,
  );
});

it("an admin is asked which lab, and sees all that is missing, each with what mends it", async () => {
  here.changePi("doe-j", { jobRole: "nobody-made-this" });
  const client = eventBridge(doeAccount);
  await disconnectEventRoute(client, "batchmate");
  client.destroy();
  const asked = await lab.ask(admin, general, "/batch access check");
  expect(asked.text).toMatch(/^Which lab shall I look at\?/);
  const answer = await lab.follow(admin, asked, "access check.pi.2");
  expect(answer.text).toMatch(/^In AWS, doe-j has 4 things to mend\./);
  const { Fine = "", "Missing, or not as it must be": missing = "" } = sections(answer);
  expect(missing).toContain(`There is no job role nobody-made-this in ${doeAccount}`);
  expect(missing).toContain("lets ecs-tasks.amazonaws.com do sts:AssumeRole");
  expect(missing).toContain(
    `aws batch update-job-queue --job-queue highmem --state ENABLED --region ${region}`,
  );
  expect(missing).toContain(
    "The compute environment spot of queue default is not valid: “CLIENT_ERROR - no such subnet”.",
  );
  expect(missing).toContain("There is no rule batchmate-job-state-change.");
  expect(missing).toContain(
    `npm run connect -- --webhook https://YOUR-HOST --account ${doeAccount} --role ROLE-ARN`,
  );
  expect(Fine).toContain("Role: batchmate lets me in");
  expect(buttonsIn(answer)).toEqual(["access check.pi"]);
});

it("a right that the role lacks keeps nothing else from being looked at", async () => {
  const message = `User: arn:aws:sts::${petersAccount}:assumed-role/batchmate/x is not authorized to perform: iam:GetRole on resource: role fh-pi-peters-u-batchtask`;
  const mended = here.aws.faults.add({
    service: "iam",
    effect: { kind: "refuse", code: "AccessDenied", message, status: 403 },
  });
  const client = eventBridge(petersAccount);
  await client.send(new DisableRuleCommand({ Name: "batchmate-job-queue-blocked" }));
  client.destroy();
  const answer = await lab.ask(admin, general, "/batch access check peters-u");
  mended();
  const all = sections(answer);
  expect(all["Could not be looked at"]).toBe(
    "AWS does not let me look at the job role.\nNext: allow iam:GetRole on fh-pi-peters-u-batchtask in the policy of the role batchmate.",
  );
  expect(all["Missing, or not as it must be"]).toContain("The rule batchmate-job-queue-blocked is disabled.");
  expect(all["Missing, or not as it must be"]).toContain(
    `--webhook ${here.botUrl} --account ${petersAccount}`,
  );
  expect(all.Fine).toContain("Queues default, highmem");
});

it("a role that lets nobody in is named with what it lacks, and nothing else is asked", async () => {
  here.changePi("peters-u", { externalId: "no longer this" });
  const before = here.aws.calls().length;
  const answer = await lab.ask(upeters, petersLab, "/batch access check");
  const all = sections(answer);
  expect(all["Missing, or not as it must be"]).toContain(
    `AWS does not let me take on its role ${roleOf(petersAccount)}.`,
  );
  expect(all["Could not be looked at"]).toBe(
    "I am not let in, so I did not see the job role, the queues, the way of events, the logs.",
  );
  for (const secret of [externalId, "no longer this"]) expect(JSON.stringify(answer)).not.toContain(secret);
  expect(
    here.aws
      .calls()
      .slice(before)
      .map(({ operation }) => operation),
  ).toEqual(["AssumeRole"]);
  const [entry] = await here.store.audit.list({ verb: "access check" }, { limit: 1 });
  expect(entry).toMatchObject({
    member: upeters,
    pi: "peters-u",
    outcome: "done",
    detail: { deed: "checked", missing: 1, unseen: 1 },
  });
});
