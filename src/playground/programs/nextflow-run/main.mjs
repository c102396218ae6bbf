// Submits a task as soon as those it needs are done, looks every second how they are, tries a failed one again once.

import { randomBytes } from "node:crypto";
import { describe, register, submit } from "./batch.mjs";
import { sayBeginning, sayEnd, sayFailure, sayProgress, sayRetried, saySubmitted } from "./log.mjs";
import { processes, tasksFor } from "./pipeline.mjs";

const LOOK_EVERY_MS = 1000;
const LOOKS_BETWEEN_PROGRESS = 8;
const MAX_TRIES = 2;

const [verb, pipeline] = process.argv.slice(2);
if (verb !== "run" || pipeline === undefined) {
  console.error("Usage: nextflow run PIPELINE [--samples N]");
  process.exit(1);
}

const option = (name, otherwise) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : process.argv[at + 1];
};

const samples = Number(option("--samples", "33"));
const queue = process.env.NXF_QUEUE;
const tasks = tasksFor(samples);
const startedMs = Date.now();
const submitted = new Map();
const done = new Set();
let submissions = 0;
let retries = 0;

const definitionOf = (image) => `nf-quay-io-biocontainers-${image.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;

const registerImages = async () => {
  for (const image of new Set(tasks.map((task) => task.image)))
    await register({
      jobDefinitionName: definitionOf(image),
      type: "container",
      containerProperties: {
        image: `quay.io/biocontainers/${image}`,
        command: ["true"],
        environment: [{ name: "PATH", value: process.env.PATH }],
        resourceRequirements: [
          { type: "VCPU", value: "1" },
          { type: "MEMORY", value: "1024" },
        ],
      },
    });
};

const send = async (task, tries) => {
  const ends = tries === 1 ? task.ends : 0;
  const { jobId } = await submit({
    jobName: task.jobName,
    jobQueue: queue,
    jobDefinition: definitionOf(task.image),
    containerOverrides: { command: ["nxf-task", task.process, task.sample, String(ends)] },
  });
  const [first, rest] = [randomBytes(1).toString("hex"), randomBytes(3).toString("hex")];
  const sent = { ...task, jobId, tries, hash: `${first}/${rest}` };
  submitted.set(task.key, sent);
  submissions += 1;
  saySubmitted(sent);
};

const submitReady = async () => {
  const ready = tasks.filter(
    ({ key, after }) => !submitted.has(key) && after.every((each) => done.has(each)),
  );
  for (const task of ready) await send(task, 1);
};

const look = async () => {
  const open = [...submitted.values()].filter(({ key }) => !done.has(key));
  const jobs = new Map((await describe(open.map(({ jobId }) => jobId))).map((job) => [job.jobId, job]));
  for (const task of open) {
    const job = jobs.get(task.jobId);
    if (job?.status === "SUCCEEDED") done.add(task.key);
    else if (job?.status === "FAILED") await tryAgain({ ...task, exitCode: job.container.exitCode ?? "-" });
  }
};

const tryAgain = async (task) => {
  if (task.tries === MAX_TRIES) {
    sayFailure(task);
    process.exit(1);
  }
  retries += 1;
  sayRetried(task);
  await send(task, task.tries + 1);
};

const counts = () =>
  processes.map((name) => {
    const own = tasks.filter((task) => task.process === name);
    return { process: name, total: own.length, done: own.filter(({ key }) => done.has(key)).length };
  });

sayBeginning({ pipeline, samples, queue });
await registerImages();
for (let looks = 1; done.size < tasks.length; looks += 1) {
  await submitReady();
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  await look();
  if (looks % LOOKS_BETWEEN_PROGRESS === 0) sayProgress(counts(), submissions);
}
sayProgress(counts(), submissions);
sayEnd({ pipeline, succeeded: done.size, retries, startedMs, nowMs: Date.now() });
