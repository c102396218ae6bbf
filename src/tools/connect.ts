/** `npm run connect`: makes, checks or removes the road from one lab's EventBridge to the bot. */
import { readFileSync } from "node:fs";
import { openEventBridge, whereConnected } from "../aws/event-bridge.ts";
import {
  checkEventRoute,
  connectEventRoute,
  disconnectEventRoute,
  type MadePart,
  type RemovedPart,
} from "../aws/event-route.ts";
import { EventRouteTrouble } from "../aws/event-route-trouble.ts";
import { settingsOf } from "../config/settings.ts";
import { type ConnectRequest, readConnectRequest } from "./connect-request.ts";
import { eventKeyFor } from "./event-key.ts";
import { terminal } from "./terminal.ts";

const usage = `npm run connect -- --webhook URL --account ID --role ARN [--name NAME] [--dead-letter ARN]
npm run connect -- --check [--name NAME] [--account ID] [--webhook URL] [--role ARN]
npm run connect -- --disconnect --account ID [--name NAME]

  --webhook      where the bot is reached, like https://batchmate.example.org; /aws/events is added
  --account      the lab's account; nothing is done with the credentials of another
  --role         the role EventBridge posts with: it needs events:InvokeApiDestination, and trust in events.amazonaws.com
  --dead-letter  an SQS queue for what could not be delivered; its policy must let events.amazonaws.com send to it
  --name         begins the names of all parts (batchmate)

The key comes from BATCHMATE_EVENT_KEYS, credentials and region from where the AWS SDK finds them.`;

export type Rim = {
  open: typeof openEventBridge;
  readFile: (path: string) => string;
  say: (line: string) => void;
  complain: (line: string) => void;
};

type Env = Readonly<Record<string, string | undefined>>;
type Client = ReturnType<Rim["open"]>;

/** Exit codes: 0 done and nothing broken, 1 trouble or something broken, 2 bad usage. */
export async function main(argv: string[], env: Env, rim: Rim = outside): Promise<0 | 1 | 2> {
  const request = readConnectRequest(argv);
  if ("mistakes" in request) return misused(rim, request.mistakes);
  if (request.deed === "help") {
    rim.say(usage);
    return 0;
  }
  const endpoints = endpointProblems(env);
  if (endpoints.length > 0) return misused(rim, endpoints);

  const client = rim.open();
  try {
    if (request.deed === "check") return await check(client, request, rim);
    if (request.deed === "disconnect") return await disconnect(client, request, rim);
    const key = eventKeyFor(request.account, env.BATCHMATE_EVENT_KEYS, rim.readFile);
    if ("mistake" in key) return misused(rim, [key.mistake]);
    return await connect(client, { ...request, apiKey: key.key }, rim);
  } catch (error) {
    if (!(error instanceof EventRouteTrouble)) throw error;
    rim.complain(`${error.message.replace(/\.?$/, ".")}${advice[error.kind]}`);
    return 1;
  } finally {
    client.destroy();
  }
}

/** One sentence for each AWS endpoint of the environment to which credentials must not be sent. */
function endpointProblems(env: Env): string[] {
  const problems: string[] = [];
  const set = settingsOf(env, problems);
  for (const name of set.names.filter((one) => /^AWS_ENDPOINT_URL(_|$)/.test(one))) set.endpoint(name, "AWS");
  return problems.map((problem) => `${problem}.`);
}

const advice: Record<EventRouteTrouble["kind"], string> = {
  permanent: "",
  later: " Try again in a minute: what was done so far is kept.",
  unknown: " It may have been done all the same: run the same command again, which is safe.",
};

type Asked<Deed> = Extract<ConnectRequest, { deed: Deed }>;

async function connect(
  client: Client,
  request: Asked<"connect"> & { apiKey: string },
  rim: Rim,
): Promise<0 | 1> {
  if (await isElsewhere(client, request.account, rim)) return 1;
  const { name, webhookUrl, apiKey, roleArn: targetRoleArn, deadLetterArn } = request;
  const route = { name, webhookUrl, apiKey, targetRoleArn, ...(deadLetterArn && { deadLetterArn }) };
  const { endpoint, parts } = await connectEventRoute(client, route);
  for (const part of parts) rim.say(lineOf(part));
  rim.say(`The events of account ${request.account} go to ${endpoint}. In a minute, look with --check.`);
  return 0;
}

async function check(client: Client, request: Asked<"check">, rim: Rim): Promise<0 | 1> {
  const { name, account, webhookUrl, roleArn: targetRoleArn } = request;
  if (account !== undefined && (await isElsewhere(client, account, rim))) return 1;
  const findings = await checkEventRoute(client, name, {
    ...(webhookUrl && { webhookUrl }),
    ...(targetRoleArn && { targetRoleArn }),
  });
  for (const { weight, sentence } of findings) rim.say(`${weight.padEnd(6)}  ${sentence}`);
  const broken = findings.some(({ weight }) => weight === "broken");
  rim.say(
    broken ? `The road ${name} does not carry events as it should.` : `The road ${name} carries events.`,
  );
  return broken ? 1 : 0;
}

async function disconnect(client: Client, { name, account }: Asked<"disconnect">, rim: Rim): Promise<0 | 1> {
  if (await isElsewhere(client, account, rim)) return 1;
  const parts = await disconnectEventRoute(client, name);
  for (const part of parts) rim.say(lineOf(part));
  if (parts.some(({ change }) => change === "kept")) rim.say("A kept rule has targets that are not ours.");
  return 0;
}

/** With the wrong profile, one lab's key would be given to another lab, or another lab be cut off. */
async function isElsewhere(client: Client, account: string, rim: Rim): Promise<boolean> {
  const here = await whereConnected(client);
  if (here.account === account) return false;
  rim.complain(`These credentials are of account ${here.account}, not ${account}; nothing was done.`);
  return true;
}

function lineOf({ part, name, change }: MadePart | RemovedPart): string {
  return `${change.padEnd(9)}  ${part} ${name}`;
}

function misused(rim: Rim, mistakes: string[]): 2 {
  for (const mistake of mistakes) rim.complain(mistake);
  rim.complain("How it is used: npm run connect -- --help");
  return 2;
}

const outside: Rim = {
  open: openEventBridge,
  readFile: (path) => readFileSync(path, "utf8"),
  say: terminal.say,
  complain: terminal.complain,
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
