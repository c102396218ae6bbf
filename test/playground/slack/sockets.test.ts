/** Socket Mode of the local workspace, with Slack's own library at the other end. */
import { SocketModeReceiver } from "@slack/bolt";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { appToken, aWorkspace, clientOf, quiet, refusalOf } from "./a-workspace.ts";

type Envelope = {
  type: string;
  body: Record<string, unknown>;
  retry_num?: number;
  retry_reason?: string;
  accepts_response_payload: boolean;
};

let slack: LocalSlack;
let client: SocketModeReceiver["client"];
let heard: Envelope[];
let answers: unknown[];
let later: { run: () => void; delayMs: number }[];

beforeEach(async () => {
  [heard, answers, later] = [[], [], []];
  slack = await aWorkspace({
    appToken,
    timer: (run, delayMs) => {
      later.push({ run, delayMs });
      return () => {};
    },
  });
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
  const options = { appToken, autoReconnectEnabled: false, logger: quiet };
  client = new SocketModeReceiver({ ...options, installerOptions: { clientOptions } }).client;
  client.removeAllListeners("slack_event");
  client.on("slack_event", ({ ack, ...envelope }: Envelope & { ack(body?: unknown): Promise<void> }) => {
    heard.push(envelope);
    void ack(answers.shift());
  });
  await client.start();
});
afterEach(async () => {
  client.removeAllListeners();
  await slack.close();
});

const sockets = () => slack.sockets as NonNullable<LocalSlack["sockets"]>;
const types = (text: string) => slack.acts.types("U0JBLOW", { channel: "C0PETERS", text });

test("each thing that people do comes in an envelope of its kind, and says whether it may be answered", async () => {
  await types("/batch status");
  await types("@Batchmate hi");
  await slack.acts.globalShortcut("U0JBLOW", "form");
  expect(heard.map(({ type, accepts_response_payload }) => [type, accepts_response_payload])).toEqual([
    ["slash_commands", true],
    ["events_api", false],
    ["interactive", true],
  ]);
  expect(heard[0]?.body).toMatchObject({ command: "/batch", text: "status", team_id: "T0HUTCH" });
  expect(slack.deliveries.every(({ status, body }) => status === 200 && body === "")).toBe(true);
});

test("an acknowledgement may carry the answer to a command", async () => {
  answers = [{ text: "here you are" }];
  await types("/batch status");
  expect(slack.ephemerals("U0JBLOW").at(-1)?.text).toBe("here you are");
});

test("an event that nobody acknowledges is sent again and says so; a command is not", async () => {
  sockets().loseAcknowledgements(1);
  const { delivery } = await types("@Batchmate hi");
  expect(delivery).toMatchObject({ status: 0, failure: "http_timeout" });
  expect(later.map(({ delayMs }) => delayMs)).toEqual([0]);
  later[0]?.run();
  await slack.waitFor(() => heard.length === 2, { timeoutMs: 2_000 });
  expect(heard.map(({ retry_num, retry_reason }) => [retry_num, retry_reason])).toEqual([
    [0, ""],
    [1, "timeout"],
  ]);
  expect(heard[1]?.body.event_id).toBe(heard[0]?.body.event_id);
  sockets().loseAcknowledgements(1);
  await types("/batch status");
  expect(slack.ephemerals("U0JBLOW").at(-1)?.text).toBe("/batch failed because the app did not respond");
  expect(later).toHaveLength(1);
}, 15_000);

test.each(["warning", "refresh_requested"] as const)(
  "who is told to go (%s) is sent nothing more",
  async (reason) => {
    const gone = new Promise((resolve) => client.once("disconnected", resolve));
    sockets().sayGoodbye(reason);
    await gone;
    const { delivery } = await types("/batch status");
    expect([delivery?.failure, heard.length, sockets().count()]).toEqual(["connection_failed", 0, 0]);
  },
);

test("an address is good for one connection, and for nobody without the ticket", async () => {
  const { url = "" } = await clientOf(slack, { token: appToken }).apps.connections.open();
  const outcome = (address: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(address);
      socket.onmessage = ({ data }) => resolve(JSON.parse(data).type);
      socket.onerror = () => resolve("refused");
    });
  expect(await outcome(url)).toBe("hello");
  expect(await outcome(url)).toBe("refused");
  expect(await outcome(url.replace(/ticket=[^&]+/, "ticket=guessed"))).toBe("refused");
});

test("the app's token opens connections and nothing else, and the bot's opens none", async () => {
  const refusal = async (token: string, method: string) =>
    (await refusalOf(clientOf(slack, { token }).apiCall(method))).error;
  expect(await refusal("xoxb-local-bot", "apps.connections.open")).toBe("not_allowed_token_type");
  expect(await refusal(appToken, "auth.test")).toBe("not_allowed_token_type");
  expect(await refusal("xapp-1-other", "apps.connections.open")).toBe("invalid_auth");
});
