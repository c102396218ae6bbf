import { ListJobsCommand, ServerException } from "@aws-sdk/client-batch";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { WebAPIRequestError } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openReceiver, type Receiver } from "../aws/support/local-lab.ts";
import { clientOf } from "../slack/a-workspace.ts";
import { connectTo, openPanel, type Panel, ping } from "./a-panel.ts";

let panel: Panel;
let receiver: Receiver;
let delaysMs: number[] = [];
beforeEach(async () => {
  delaysMs = [];
  receiver = await openReceiver();
  panel = await openPanel({
    timer: (run, delayMs) => {
      delaysMs.push(delayMs);
      run();
      return () => {};
    },
  });
});
afterEach(async () => {
  await panel.close();
  await receiver.close();
});

const turn = (id: string, on: boolean) => panel.post("fault", { id, on });
const say = (text: string) => clientOf(panel.slack).chat.postMessage({ channel: "C0PETERS", text });
const texts = () => panel.slack.messages("C0PETERS").map(({ text }) => text);
const list = () => panel.lab.batch.send(new ListJobsCommand({ jobQueue: "default" }));
const whoAmI = () => panel.lab.sts.send(new GetCallerIdentityCommand({}));

test("Slack is rate limiting: every call is answered 429 with 5 seconds, until it is off", async () => {
  await turn("slack-429", true);
  await expect(say("1")).rejects.toMatchObject({ retryAfter: 5 });
  await expect(clientOf(panel.slack).auth.test()).rejects.toMatchObject({ retryAfter: 5 });
  await turn("slack-429", false);
  await say("2");
  expect(texts()).toEqual(["2"]);
});

test("Slack answers 500: nothing is done, until it is off", async () => {
  await turn("slack-500", true);
  await expect(say("1")).rejects.toMatchObject({ statusCode: 500 });
  await turn("slack-500", false);
  await say("2");
  expect(texts()).toEqual(["2"]);
});

test("Slack is late: the deed is done at once, its answer comes 3 seconds later", async () => {
  await turn("slack-late", true);
  await say("1");
  expect(delaysMs).toEqual([3_000]);
  await turn("slack-late", false);
  await say("2");
  expect(delaysMs).toEqual([3_000]);
  expect(texts()).toEqual(["1", "2"]);
});

test("Slack posts, but its answer is lost: posts alone, and only while it is on", async () => {
  await turn("slack-lost-answer", true);
  await expect(say("1")).rejects.toBeInstanceOf(WebAPIRequestError);
  expect((await clientOf(panel.slack).auth.test()).ok).toBe(true);
  await turn("slack-lost-answer", false);
  await say("2");
  expect(texts()).toEqual(["1", "2"]);
});

test("Batch is throttling: Batch alone, and only while it is on", async () => {
  await turn("aws-throttle", true);
  await expect(list()).rejects.toMatchObject({ name: "TooManyRequestsException" });
  await expect(whoAmI()).resolves.toBeDefined();
  await turn("aws-throttle", false);
  await expect(list()).resolves.toBeDefined();
});

test("AWS answers 500: every service, and only while it is on", async () => {
  await turn("aws-500", true);
  await expect(list()).rejects.toBeInstanceOf(ServerException);
  await expect(whoAmI()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
  await turn("aws-500", false);
  await expect(list()).resolves.toBeDefined();
});

test("AWS is slow: a call that waits half a second has no answer, until it is off", async () => {
  await turn("aws-slow", true);
  const abortSignal = AbortSignal.timeout(500);
  const asked = panel.lab.batch.send(new ListJobsCommand({ jobQueue: "default" }), { abortSignal });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  await turn("aws-slow", false);
  await expect(list()).resolves.toBeDefined();
});

/** The ids of events that came, in their order; the last is sent after the fault is off. */
async function arrivals(fault: string, pings: number): Promise<{ sent: string[]; came: string[] }> {
  await connectTo(panel.lab, receiver.url);
  await turn(fault, true);
  const sent: string[] = [];
  for (let count = 0; count < pings; count += 1) sent.push(await ping(panel.lab));
  await turn(fault, false);
  const last = await ping(panel.lab);
  await panel.lab.aws.waitUntil(() => panel.lab.aws.deliveries().some(({ eventId }) => eventId === last));
  const came = receiver.received.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  return { sent, came: came.filter((id) => id !== last) };
}

const fates = async () => (await panel.snapshot()).events.lines.map(({ fate }) => fate);

test("events are lost: they never come, and the panel says so", async () => {
  const { came } = await arrivals("events-lost", 1);
  expect(came).toEqual([]);
  expect(await fates()).toEqual([[], ["lost"]]);
});

test("events come twice", async () => {
  const { sent } = await arrivals("events-doubled", 1);
  const copies = () => panel.lab.aws.deliveries().filter(({ eventId }) => eventId === sent[0]).length;
  await panel.lab.aws.waitUntil(() => copies() === 2);
  expect(await fates()).toEqual([[], ["doubled"]]);
});

test("later events pass earlier ones: every other one is held back", async () => {
  const { sent, came } = await arrivals("events-swapped", 2);
  expect(came).toEqual([sent[1]]);
  expect(await fates()).toEqual([[], [], ["swapped"]]);
});

test("events are late: what is sent after them comes before them", async () => {
  const { came } = await arrivals("events-late", 2);
  expect(came).toEqual([]);
  expect(await fates()).toEqual([[], ["late"], ["late"]]);
});

test("switching one off leaves the others on", async () => {
  for (const id of ["slack-429", "slack-500", "aws-throttle", "events-lost", "events-late"])
    await turn(id, true);
  await turn("slack-429", false);
  await turn("events-late", false);
  await expect(say("1")).rejects.toMatchObject({ statusCode: 500 });
  await expect(list()).rejects.toMatchObject({ name: "TooManyRequestsException" });
  const { faults } = await panel.snapshot();
  expect(faults.switches.filter(({ isOn }) => isOn).map(({ id }) => id)).toEqual([
    "slack-500",
    "aws-throttle",
    "events-lost",
  ]);
  expect(faults.on).toBe(3);
});

test("a fault switched on twice is off after one press", async () => {
  await turn("slack-500", true);
  await turn("slack-500", true);
  await turn("slack-500", false);
  await expect(say("1")).resolves.toMatchObject({ ok: true });
});

test("all off is all off", async () => {
  const { faults } = await panel.snapshot();
  for (const { id } of faults.switches) await turn(id, true);
  const answer = await panel.post("clear-faults", {});
  expect(answer).toMatchObject({ ok: true, faults: { on: 0, blocked: 0 } });
  await expect(say("1")).resolves.toMatchObject({ ok: true });
  await expect(list()).resolves.toBeDefined();
});

test("a fault nobody knows is refused with a sentence", async () => {
  expect(await turn("nonsense", true)).toEqual({ ok: false, error: "There is no fault nonsense." });
});
