import { expect } from "vitest";
import type { Apart } from "./bot-apart.ts";
import { gate } from "./gate.ts";
import type { World } from "./installation.ts";
import { jblow, petersLab } from "./lab-world.ts";
import { expectNothingLeft } from "./nothing-left.ts";
import { atWork, payloadOf } from "./people-at-work.ts";

/** The next such call to AWS is carried out and never answered; what it gives resolves when it was. */
export function unansweredByAws(
  { aws }: World,
  service: "batch" | "sts",
  operation: string,
): () => Promise<void> {
  aws.faults.add({ service, operation, times: 1, effect: { kind: "done-but-silent" } });
  const calls = () => aws.calls().filter((call) => call.operation === operation).length;
  const before = calls();
  return () => aws.waitUntil(() => calls() > before, 60_000);
}

type Deed = "done" | "not done";

/** The next such call to Slack is never answered, done or not; what it gives resolves when it was made. */
export function unansweredBySlack(
  { slack }: World,
  method: string,
  { deed, kind }: { deed: Deed; kind?: string },
): () => Promise<unknown> {
  const fault = { kind: deed === "done" ? "timeout-but-done" : "timeout-before" } as const;
  const when = (args: Record<string, unknown>) => {
    const { event_payload: payload } = (args.metadata ?? {}) as { event_payload?: { kind: string } };
    return kind === undefined || payload?.kind === kind;
  };
  slack.faults.add(method, fault, { when });
  const silent = () =>
    slack.calls.filter((call) => call.method === method && call.result === "no answer").length;
  const before = silent();
  return () => slack.waitFor(() => silent() > before, { timeoutMs: 60_000 });
}

export async function killAndStart(world: Apart): Promise<void> {
  await world.kill();
  await world.start();
}

/** The bot is killed while the job runs, and is still dead when it has ended. */
export async function dieBeforeEnd(world: Apart, name: string, onDead: () => void = () => {}): Promise<void> {
  const lab = atWork(world);
  const { command, open } = gate(world.folder, name);
  const text = `/batch submit --jobdef hello --name ${name} -- ${command}`;
  await world.slack.acts.types(jblow, { channel: petersLab, text });
  await lab.shows(name, "running");
  await world.kill();
  onDead();
  open();
  await world.aws.waitUntil(() => world.aws.job(lab.jobNamed(name).jobId)?.status === "SUCCEEDED", 60_000);
}

/** After kill -9 and a new start: one job in AWS, one card that shows its end, one start at most, and one end. */
export async function expectOneOfEach(
  world: World & { metricsUrl: string },
  name: string,
  expected: Parameters<typeof expectNothingLeft>[1] & { state?: string } = {},
): Promise<void> {
  const { state = "succeeded", ...left } = expected;
  const lab = atWork(world);
  await lab.see(() => lab.jobsNamed(name).length > 0);
  await lab.ended(name);
  await expectNothingLeft(world, left);
  expect(lab.jobsNamed(name)).toHaveLength(1);
  expect(lab.cards()).toHaveLength(1);
  expect(payloadOf(lab.cardOf(name))).toMatchObject({ state, job: lab.jobNamed(name).jobId });
  expect(lab.kinds(name).filter((kind) => kind === "finished")).toHaveLength(1);
}
