import { describe, expect, test } from "vitest";
import { aPi } from "../../../test/fixtures/a-pi.ts";
import { aDefinition, anEnvironment, aQueue, aWish } from "../../../test/fixtures/a-submission.ts";
import type { JobDefinition } from "../job/job-definition.ts";
import type { ComputeEnvironment, JobQueue } from "../job/job-queue.ts";
import type { Pi, PiLimits } from "../people/pi.ts";
import type { Wish } from "./submission.ts";
import { checkSubmission, checkWish, submissionProblems } from "./submission-checks.ts";

type Case = {
  wish?: Partial<Wish>;
  pi?: Partial<Pi>;
  queue?: Partial<JobQueue>;
  definition?: Partial<JobDefinition>;
  openSubmissions?: number;
};

function check({ wish, pi, queue, definition, openSubmissions = 0 }: Case): string[] {
  const world = { pi: aPi(pi), queue: aQueue(queue), definition: aDefinition(definition), openSubmissions };
  return checkSubmission(aWish(wish), world);
}

const on = (...environments: Partial<ComputeEnvironment>[]) => ({
  environments: environments.map((each) => anEnvironment(each)),
});
const limited = (limits: PiLimits) => ({ limits });
const pairs = (name: string, count: number) => Array.from({ length: count }, () => ({ name, value: "x" }));
const fargate = on({ kind: "FARGATE", instanceTypes: [] });

/** One row a rule: the case just beyond it, and its sentence. */
const refused: readonly [Case, string][] = [
  [
    { definition: { active: false } },
    "align:14 is no longer active. Leave the revision out to take the newest active one.",
  ],
  [
    { pi: { definitions: ["hello", "fastq*"] } },
    "align:14 is not among the definitions of peters-u (hello, fastq*).",
  ],
  [
    { definition: { jobRoles: ["arn:aws:iam::111122223333:role/fh-pi-okafor-n-batchtask"] } },
    "align:14 runs under a job role that is not peters-u's, so it cannot be used here.",
  ],
  [
    { definition: { kind: "multi-node" }, wish: { command: ["ls"] } },
    "align:14 is a multi-node definition: command, environment, vCPUs, memory and GPUs are its own and cannot be given here.",
  ],
  [
    { pi: { commands: "definition" }, wish: { command: ["ls"] } },
    "peters-u runs only the commands of its definitions: leave out what follows `--` and use --param.",
  ],
  [
    {
      pi: { commands: "definition" },
      wish: { environment: [{ name: "BATCH_FILE_S3_URL", value: "s3://b/run.sh" }] },
    },
    "peters-u runs only the commands of its definitions: leave out --script and use --param.",
  ],
  [{ queue: { enabled: false } }, "Queue default is disabled: it takes no jobs now."],
  [{ queue: { valid: false } }, "Queue default is not valid at the moment."],
  [
    { queue: { valid: false, statusReason: "no compute" } },
    "Queue default is not valid at the moment (no compute).",
  ],
  [
    { queue: { fairShare: true } },
    "Queue default shares its machines by share identifier: add --share-id NAME.",
  ],
  [{ wish: { shareIdentifier: "lab" } }, "Queue default takes no share identifier: leave out --share-id."],
  [
    { queue: on({ enabled: false }, { valid: false }) },
    "Queue default has no compute environment that works at the moment.",
  ],
  [
    { wish: { vcpus: 300 }, queue: on({ maxVcpus: 16 }, { maxVcpus: 64 }) },
    "The job asks for 300 vCPUs and queue default has machines for 64 at most: ask for 64 or fewer.",
  ],
  [
    { wish: { vcpus: 3, memoryMiB: 4_096 }, queue: fargate },
    "Queue default runs on Fargate, which takes only certain pairs: the nearest that holds this job is --vcpus 4 --memory 8192M.",
  ],
  [{ wish: { gpus: 1 } }, "Queue default has no machine with a GPU: leave out --gpus or use another queue."],
  [
    { wish: { gpus: 1, vcpus: 1, memoryMiB: 2_048 }, queue: fargate },
    "Queue default has no machine with a GPU: leave out --gpus or use another queue.",
  ],
  [
    { wish: { gpus: 1 }, queue: on({ kind: "FARGATE", instanceTypes: [] }, { instanceTypes: ["optimal"] }) },
    "Queue default has no machine with a GPU: leave out --gpus or use another queue.",
  ],
  [
    { wish: { name: "_align" } },
    'A job\'s name begins with a letter or digit and goes on with letters, digits, - and _; "_align" does not.',
  ],
  [{ wish: { name: "a".repeat(129) } }, "A job's name has 128 characters at most, and this one has 129."],
  [
    { queue: { fairShare: true }, wish: { shareIdentifier: "my lab" } },
    "A share identifier is letters and digits only, up to 255.",
  ],
  [
    { wish: { dependsOn: [{ type: "SEQUENTIAL" }] } },
    "--depends-on with SEQUENTIAL is about the children of an array: add --array, or leave SEQUENTIAL out.",
  ],
  [{ wish: { arraySize: 1 } }, "An array has 2 to 10,000 children; 1 is not possible."],
  [{ wish: { arraySize: 10_001 } }, "An array has 2 to 10,000 children; 10,001 is not possible."],
  [{ wish: { attempts: 0 } }, "A job has 1 to 10 attempts; 0 is not possible."],
  [{ wish: { attempts: 11 } }, "A job has 1 to 10 attempts; 11 is not possible."],
  [
    { wish: { dependsOn: Array.from({ length: 21 }, () => ({ jobId: "x" })) } },
    "A job depends on 0 to 20 others; 21 is not possible.",
  ],
  [{ wish: { timeoutSeconds: 59 } }, "A timeout is at least 60 seconds; AWS refuses 59."],
  [{ wish: { tags: pairs("t", 46) } }, "AWS takes 50 tags, and five are Batchmate's own."],
  [
    { wish: { environment: [{ name: "AWS_BATCH_JOB_ID", value: "1" }] } },
    "AWS_BATCH_JOB_ID cannot be set: names that begin with AWS_BATCH are AWS's own.",
  ],
  [{ wish: { environment: pairs("A", 3) } }, "--env A is given more than once."],
  [{ wish: { parameters: pairs("in", 2) } }, "--param in is given more than once."],
  [
    { wish: { command: ["x".repeat(8_192)] } },
    "Command and environment together are 8,225 bytes and AWS takes 8,192: put the long part into a file in S3 and pass its address.",
  ],
  [
    { definition: { command: ["run", "Ref::sample"] } },
    "align:14 needs the parameter sample: add --param sample=…",
  ],
  [{ pi: limited({ vcpus: 3 }) }, "peters-u may use 3 vCPUs in one submission and this asks for 4."],
  [
    { pi: limited({ vcpus: 100 }), wish: { arraySize: 50 } },
    "peters-u may use 100 vCPUs in one submission and this asks for 200: --array 25 would fit.",
  ],
  [
    { pi: limited({ vcpus: 7 }), wish: { arraySize: 50 } },
    "peters-u may use 7 vCPUs in one submission and this asks for 200.",
  ],
  [
    { pi: limited({ memoryGiB: 8 }), wish: { memoryMiB: 8_193 } },
    "peters-u may use 8 GiB in one submission and this asks for 9.",
  ],
  [
    { pi: limited({ memoryGiB: 100 }), wish: { arraySize: 10 } },
    "peters-u may use 100 GiB in one submission and this asks for 160: --array 6 would fit.",
  ],
  [
    { pi: limited({ arraySize: 1_000 }), wish: { arraySize: 1_001 } },
    "peters-u may run arrays of 1,000 children at most.",
  ],
  [
    { pi: limited({ hours: 72 }), wish: { timeoutSeconds: 72 * 3_600 + 1 } },
    "peters-u allows 72 hours at most: use --timeout 72h or less.",
  ],
  [
    { pi: limited({ hours: 72 }), definition: { timeoutSeconds: 72 * 3_600 + 1 } },
    "peters-u allows 72 hours at most: use --timeout 72h or less.",
  ],
  [
    { openSubmissions: 1_000 },
    "You have 1000 jobs that have not ended, and 1000 is the most: you can submit again as soon as one of them has ended or is cancelled.",
  ],
  [
    { pi: limited({ openSubmissions: 5 }), openSubmissions: 6 },
    "You have 6 jobs that have not ended, and 5 is the most: you can submit again as soon as 2 of them have ended or are cancelled.",
  ],
];

test.each(refused.map(([given, sentence]) => ({ given, sentence })))("$sentence", ({ given, sentence }) => {
  expect(check(given)).toEqual([sentence]);
});

/** One row a rule: the last case that it lets pass. */
const taken: readonly [string, Case][] = [
  ["an ordinary submission", {}],
  ["a definition among the PI's", { pi: { definitions: ["ali*"] } }],
  ["a definition without a role", { definition: { jobRoles: [] } }],
  ["a multi-node definition as it is", { definition: { kind: "multi-node" } }],
  ["a definition's own command", { pi: { commands: "definition" } }],
  [
    "what waits for a yes",
    { pi: { commands: "approve", approveAbove: { vcpus: 1 } }, wish: { command: ["ls"] } },
  ],
  [
    "a share identifier where one is wanted",
    { queue: { fairShare: true }, wish: { shareIdentifier: "lab" } },
  ],
  ["one environment that works", { queue: on({ valid: false }, {}) }],
  ["as many vCPUs as the largest environment has", { wish: { vcpus: 96 }, queue: on({ maxVcpus: 96 }) }],
  [
    "an environment of which AWS tells no size",
    { wish: { vcpus: 9_999 }, queue: { environments: [unmanaged()] } },
  ],
  ["a pair that Fargate takes", { wish: { vcpus: 1, memoryMiB: 2_048 }, queue: fargate }],
  ["any pair where not all is Fargate", { wish: { vcpus: 3 }, queue: on({ kind: "FARGATE" }, {}) }],
  ...["p4d.24xlarge", "g5", "g4dn.xlarge", "gr6.4xlarge"].map((type): [string, Case] => [
    `a GPU on ${type}`,
    { wish: { gpus: 1, memoryMiB: 8_192 }, queue: on({ instanceTypes: ["m5", type] }) },
  ]),
  ["a GPU on machines AWS does not name", { wish: { gpus: 1 }, queue: { environments: [unmanaged()] } }],
  ["the longest name", { wish: { name: "a".repeat(128) } }],
  ["children that wait for each other", { wish: { arraySize: 2, dependsOn: [{ type: "SEQUENTIAL" }] } }],
  ["the largest array", { wish: { arraySize: 10_000 } }],
  ["the smallest array", { wish: { arraySize: 2 } }],
  ["the most attempts", { wish: { attempts: 10 } }],
  ["the most dependencies", { wish: { dependsOn: Array.from({ length: 20 }, () => ({ jobId: "x" })) } }],
  ["the shortest timeout", { wish: { timeoutSeconds: 60 } }],
  ["the most tags", { wish: { tags: pairs("t", 45) } }],
  ["the longest command", { wish: { command: ["x".repeat(8_159)] } }],
  [
    "a parameter that is given",
    { definition: { command: ["Ref::in"] }, wish: { parameters: [{ name: "in", value: "" }] } },
  ],
  [
    "a parameter that the given command does not name",
    { definition: { command: ["Ref::in"] }, wish: { command: ["ls"] } },
  ],
  [
    "all that the lab allows",
    {
      pi: {
        limits: { vcpus: 8, memoryGiB: 32, arraySize: 2, hours: 1, openSubmissions: 5 },
        approveAbove: { vcpus: 8, memoryGiB: 32 },
      },
      wish: { arraySize: 2, timeoutSeconds: 3_600 },
      openSubmissions: 4,
    },
  ],
];

test.each(taken)("%s passes", (_what, given) => {
  expect(check(given)).toEqual([]);
});

describe("everything that is wrong", () => {
  test("is told at once, a sentence each", () => {
    const sentences = check({
      wish: { arraySize: 1, attempts: 99, environment: pairs("A", 2), gpus: 1 },
      definition: { active: false },
      queue: { enabled: false },
      openSubmissions: 2_000,
    });
    expect(sentences).toHaveLength(7);
  });

  test("with a wish alone is known before queue and definition are", () => {
    expect(checkWish(aWish({ arraySize: 1 }))).toEqual([
      "An array has 2 to 10,000 children; 1 is not possible.",
    ]);
    expect(checkWish(aWish())).toEqual([]);
  });

  test("a queue that takes no jobs is not blamed for its environments too", () => {
    expect(check({ queue: { enabled: false, environments: [] } })).toHaveLength(1);
  });
});

/** AWS tells neither size nor machines of it. */
function unmanaged(): ComputeEnvironment {
  return { name: "own", enabled: true, valid: true, kind: "unmanaged", instanceTypes: [] };
}

test("every mistake that is about one part says which, so that a form can say it there", () => {
  const world = {
    pi: aPi({ limits: { vcpus: 8, hours: 1 } }),
    queue: aQueue({ fairShare: true, ...on({ maxVcpus: 4, instanceTypes: ["m5"] }) }),
    definition: aDefinition({ command: ["run", "Ref::sample"], parameters: {} }),
    openSubmissions: 5_000,
  };
  const wish = aWish({ vcpus: 64, gpus: 1, arraySize: 1, attempts: 11, timeoutSeconds: 7_200 });
  const environment = pairs("AWS_BATCH_X", 1);
  expect(submissionProblems({ ...wish, environment }, world).map(({ field }) => field)).toEqual([
    "array",
    "attempts",
    "env",
    "shareId",
    "vcpus",
    "gpus",
    "param.sample",
    "vcpus",
    "timeout",
    undefined,
  ]);
});
