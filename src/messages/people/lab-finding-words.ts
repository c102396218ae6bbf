/** Each thing that was looked at in a lab's account, in a sentence; and what is to be done where it is not right. */
import type { EventRoad, LabFinding, LabPart, WhyUnseen } from "../../domain/people/lab-check.ts";
import { jobRoleOf } from "../../domain/people/lab-check.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { code, joined, type Prose, quoted, say, sentence } from "../text/prose.ts";
import { roleProblem } from "./role-refused.ts";

export type FindingWords = { what: Prose; next?: Prose };

const tasks = code("ecs-tasks.amazonaws.com");

export function findingWords(lab: Pi, finding: LabFinding): FindingWords {
  const { name: pi, account, region } = lab;
  switch (finding.is) {
    case "role lets me in":
      return {
        what: say`Role: ${code(shortRole(finding.role))} lets me in with your name, source identity and tags.`,
      };
    case "no role":
      return {
        what: say`The labs file names no role for ${pi}: I work with my own credentials, and CloudTrail shows me, not the person.`,
        next: say`make a role in ${account} that lets mine do ${code("sts:AssumeRole")}, ${code("sts:SetSourceIdentity")} and ${code("sts:TagSession")}, and add ${code(`role: arn:aws:iam::${account}:role/batchmate`)} to ${pi} in the labs file.`,
      };
    case "role refused":
      return { what: roleProblem(finding.role) };
    case "other account":
      return {
        what: say`I come out in account ${finding.account}, and the labs file says ${account}.`,
        next: say`mend ${code("account")} or ${code("role")} of ${pi} in the labs file, and send ${code("SIGHUP")}.`,
      };
    case "job role":
      return { what: say`Job role: ${code(finding.name)} is there, and containers can run as it.` };
    case "no job role":
      return {
        what: say`There is no job role ${code(finding.name)} in ${account}: jobs that carry it can not start.`,
        next: say`make it, with a trust policy that lets ${tasks} do ${code("sts:AssumeRole")} and a policy for what the lab's jobs may reach; or name the right one as ${code("jobRole")} of ${pi} in the labs file.`,
      };
    case "job role shut":
      return {
        what: say`The job role ${code(finding.name)} does not let containers run as it.`,
        next: say`let ${tasks} do ${code("sts:AssumeRole")} in its trust policy.`,
      };
    case "job role elsewhere":
      return {
        what: say`The job role ${code(finding.name)} is of account ${finding.account}, and jobs of ${pi} run in ${account}.`,
        next: say`mend ${code("jobRole")} of ${pi} in the labs file, and send ${code("SIGHUP")}.`,
      };
    case "queues":
      return {
        what: say`${finding.names.length === 1 ? "Queue" : "Queues"} ${list(finding.names)}: enabled and valid, and so is what stands behind.`,
      };
    case "no queue":
      return {
        what: say`There is no job queue in ${account}, ${region}.`,
        next: say`make a compute environment and a queue there, or mend ${code("account")} and ${code("region")} of ${pi} in the labs file.`,
      };
    case "queue gone":
      return {
        what: say`There is no queue ${code(finding.name)} in ${account}, ${region}, though the labs file names it.`,
        next: say`make it, or take it out of ${code("queues")} of ${pi} in the labs file.`,
      };
    case "queue off":
      return {
        what: say`The queue ${code(finding.name)} is disabled: it takes no jobs.`,
        next: run(`update-job-queue --job-queue ${finding.name} --state ENABLED`, lab),
      };
    case "queue invalid":
      return {
        what: say`The queue ${code(finding.name)} is not valid${reason(finding.reason)}.`,
        next: say`mend the cause; ${inRegion(`describe-job-queues --job-queues ${finding.name}`, lab)} shows it.`,
      };
    case "queue bare":
      return {
        what: say`Behind the queue ${code(finding.name)} is no compute environment: its jobs never start.`,
        next: run(
          `update-job-queue --job-queue ${finding.name} --compute-environment-order order=1,computeEnvironment=NAME`,
          lab,
        ),
      };
    case "environment off":
      return {
        what: say`The compute environment ${code(finding.name)} of ${queueNames(finding.queues)} is disabled: it starts no machines.`,
        next: run(`update-compute-environment --compute-environment ${finding.name} --state ENABLED`, lab),
      };
    case "environment invalid":
      return {
        what: say`The compute environment ${code(finding.name)} of ${queueNames(finding.queues)} is not valid${reason(finding.reason)}.`,
        next: say`mend the cause; ${inRegion(`describe-compute-environments --compute-environments ${finding.name}`, lab)} shows it.`,
      };
    case "events come":
      return { what: say`Events: ${arrival(finding.by)}.` };
    case "no event key":
      return {
        what: say`I have no key for account ${account}, so its events are turned away.`,
        next: say`add ${code(`${account}=KEY`)} to ${code("BATCHMATE_EVENT_KEYS")}, with the key that its connection sends.`,
      };
    case "road broken":
      return { what: sentences(finding.sentences), next: roadStep(lab, finding.road) };
    case "road weak":
      return {
        what: sentences(finding.sentences),
        ...(finding.road.to === "webhook" ? { next: roadStep(lab, finding.road, "--dead-letter ARN") } : {}),
      };
    case "log group":
      return { what: say`Logs: ${code(finding.group)} can be read.` };
    case "log group to come":
      return {
        what: say`Logs: ${code(finding.group)} is not there yet; the first job that writes makes it.`,
      };
    case "log group gone":
      return {
        what: say`There is no log group ${code(finding.group)}, in which ${code(finding.definition)} writes: its jobs can not start.`,
        next: say`run ${code(`aws logs create-log-group --log-group-name ${finding.group}`)}, or take ${code("awslogs-group")} out of the definition.`,
      };
    case "unseen":
      return unseenWords(lab, finding);
  }
}

const partNames: Readonly<Record<LabPart, string>> = {
  role: "my role",
  "job role": "the job role",
  queues: "the queues",
  events: "the way of events",
  logs: "the logs",
};

function unseenWords(lab: Pi, { parts, why }: { parts: readonly LabPart[]; why: WhyUnseen }): FindingWords {
  const names = joined(
    parts.map((part) => say`${partNames[part]}`),
    ", ",
  );
  switch (why.is) {
    case "shut out":
      return { what: say`I am not let in, so I did not see ${names}.` };
    case "denied":
      return {
        what: say`AWS does not let me look at ${names}.`,
        next: say`allow ${rights(lab, parts, why.right)} in the policy of ${lab.role === undefined ? say`my own role` : say`the role ${code(shortRole(lab.role))}`}.`,
      };
    case "busy":
      return {
        what: say`AWS is busy or could not be reached, so I did not see ${names}. Look again in a minute.`,
      };
    case "silent":
      return { what: say`AWS did not answer in time, so I did not see ${names}. Look again in a minute.` };
    case "refused":
      return { what: say`AWS did not show me ${names}: ${quoted(why.words)}.` };
  }
}

const needed: Readonly<Record<LabPart, readonly string[]>> = {
  role: ["sts:AssumeRole"],
  "job role": ["iam:GetRole"],
  queues: ["batch:DescribeJobQueues", "batch:DescribeComputeEnvironments"],
  events: [
    "events:DescribeConnection",
    "events:DescribeApiDestination",
    "events:DescribeRule",
    "events:ListTargetsByRule",
    "events:ListRules",
  ],
  logs: ["logs:GetLogEvents", "batch:DescribeJobDefinitions"],
};

/** What AWS names is one of them; whoever mends it mends all at once. */
function rights(lab: Pi, parts: readonly LabPart[], named: string | undefined): Prose {
  const all = new Set(parts.flatMap((part) => needed[part]));
  const wanted = named === undefined || all.has(named) ? [...all] : [named, ...all];
  const on = parts.includes("job role") ? say` on ${code(jobRoleOf(lab).name)}` : undefined;
  return say`${list(wanted)}${on}`;
}

function arrival(road: EventRoad): Prose {
  if (road.to === "queue") return say`they come by the queue`;
  return say`the rules ${code(`${road.name}-…`)} post them to ${code(road.endpoint ?? "?")}`;
}

/** `npm run connect` makes whole whatever stands there. */
function roadStep({ account, region }: Pi, road: EventRoad, more?: string): Prose {
  if (road.to === "queue")
    return say`in ${account}, ${region}, a rule on the default bus that sends the whole event to the queue; its pattern stands in ${code("infra/README.md")}.`;
  const { endpoint = "https://YOUR-HOST", postsAs = "ROLE-ARN", name } = road;
  const words = [
    "npm run connect --",
    `--webhook ${endpoint.replace(/\/aws\/events$/, "")}`,
    `--account ${account}`,
    `--role ${postsAs}`,
    ...(name === "batchmate" ? [] : [`--name ${name}`]),
    ...(more === undefined ? [] : [more]),
  ];
  return say`run ${code(words.join(" "), 1000)} with an admin's credentials for ${region}; or deploy the stack of ${code("infra/")} again, where that made it.`;
}

function run(command: string, lab: Pi): Prose {
  return say`run ${inRegion(command, lab)}.`;
}

function inRegion(command: string, { region }: Pi): Prose {
  return say`${code(`aws batch ${command} --region ${region}`, 600)}`;
}

/** Without the account, which is told below. */
function shortRole(arn: string): string {
  return arn.replace(/^arn:[^/]*:role\//, "");
}

function reason(words: string | undefined): Prose | undefined {
  return words === undefined ? undefined : say`: ${quoted(words)}`;
}

function sentences(all: readonly string[]): Prose {
  return joined(
    all.map((each) => sentence(say`${each}`)),
    " ",
  );
}

function queueNames(names: readonly string[]): Prose {
  return say`${names.length === 1 ? "queue" : "queues"} ${list(names)}`;
}

function list(names: readonly string[]): Prose {
  return joined(
    names.map((name) => say`${code(name)}`),
    ", ",
  );
}
