/** `npm run receive`: replays saved events to a running bot, and puts back those that were set aside. */
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { databaseUrlOf } from "../config/database-url.ts";
import { httpAddressOf } from "../config/http-address.ts";
import { readLabs } from "../config/labs-file.ts";
import { type Environment, settingsOf } from "../config/settings.ts";
import { openSetAside } from "../store/open-set-aside.ts";
import { StoreTrouble } from "../store/store-trouble.ts";
import { type ReceiveRequest, readReceiveRequest } from "./receive-request.ts";
import { savedEvents } from "./saved-events.ts";
import { type Sending, sendEvents } from "./send-events.ts";
import { putBack, showSetAside } from "./set-aside.ts";
import { terminal } from "./terminal.ts";

const usage = `npm run receive -- FILE…                  send saved events to the running bot
npm run receive -- --set-aside            show the events that could not be applied
npm run receive -- --set-aside --again [ID…]   put them back, all or those

FILE holds one event as EventBridge sends it, a list of them, or one a line; or what SQS hands out of a queue or a
dead-letter queue (aws sqs receive-message). - is the standard input. One line an event says whether it was taken.

It is run where the bot runs, with the bot's own environment: HOST, PORT and BATCHMATE_EVENT_KEYS to send;
DATABASE_URL, BATCHMATE_LABS and AWS_REGION for what is set aside. The bot may be at work or not.`;

export type Rim = Pick<Sending, "post" | "wait" | "readFile" | "say"> & { complain(line: string): void };

/** Exit codes: 0 all was taken, 1 something was not, 2 bad usage. */
export async function main(argv: string[], env: Environment, rim: Rim = outside): Promise<0 | 1 | 2> {
  const request = readReceiveRequest(argv);
  if ("mistakes" in request) return misused(rim, request.mistakes);
  switch (request.deed) {
    case "help":
      rim.say(usage);
      return 0;
    case "send":
      return send(request.files, env, rim);
    case "show":
    case "put back":
      return setAside(request, env, rim);
  }
}

async function send(files: readonly string[], env: Environment, rim: Rim): Promise<0 | 1 | 2> {
  const problems: string[] = [];
  const { host, port } = httpAddressOf(settingsOf(env, problems));
  if (port === 0) problems.push("PORT is 0: which port the bot found is not known here");
  if (problems.length > 0) return misused(rim, problems.map(sentence));
  const url = `http://${reachable(host)}:${port}/aws/events`;
  let failed = 0;
  for (const file of files) {
    const text = textOf(file, rim);
    if (text === undefined) return misused(rim, [`The file ${file} can not be read.`]);
    const { events, mistakes } = savedEvents(text);
    for (const mistake of mistakes) rim.complain(sentence(`${file}: ${mistake}`));
    if (events.length === 0 && mistakes.length === 0) rim.complain(`${file}: there is no event in it.`);
    failed += events.length === 0 ? 1 : mistakes.length;
    try {
      failed += await sendEvents(events, { ...rim, url, keys: env.BATCHMATE_EVENT_KEYS });
    } catch (error) {
      rim.complain(`Nobody answers at ${url} (${reasonOf(error)}); is the bot running there?`);
      return 1;
    }
  }
  return failed === 0 ? 0 : 1;
}

/** What listens on every address is reached on this machine's own. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::" || host === "[::]") return "[::1]";
  return host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
}

type Aside = Extract<ReceiveRequest, { deed: "show" | "put back" }>;

async function setAside({ deed, ids }: Aside, env: Environment, rim: Rim): Promise<0 | 1 | 2> {
  const problems: string[] = [];
  const set = settingsOf(env, problems);
  const url = databaseUrlOf(set);
  if (problems.length > 0) return misused(rim, problems.map(sentence));
  const labs =
    deed === "put back" ? labAccounts(set.text("BATCHMATE_LABS"), set.text("AWS_REGION")) : new Set();
  if (labs === undefined)
    return misused(rim, [
      "BATCHMATE_LABS names no labs file that can be read: whose events they are is not known.",
    ]);
  try {
    const aside = await openSetAside(url);
    try {
      if (deed === "put back")
        return (await putBack({ aside, ids, say: rim.say, isLabAccount: (account) => labs.has(account) })) ===
          0
          ? 0
          : 1;
      await showSetAside({ aside, ids, say: rim.say });
      return 0;
    } finally {
      await aside.close();
    }
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    rim.complain(sentence(error.message));
    return 1;
  }
}

function labAccounts(path: string | undefined, region: string | undefined): ReadonlySet<unknown> | undefined {
  const read = path === undefined ? undefined : readLabs(path, region);
  return read?.ok ? new Set([...read.labs.pis.values()].map(({ account }) => account)) : undefined;
}

function textOf(file: string, rim: Rim): string | undefined {
  try {
    return rim.readFile(file);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}

function sentence(words: string): string {
  return words.replace(/\.?$/, ".");
}

function misused(rim: Rim, mistakes: readonly string[]): 2 {
  for (const mistake of mistakes) rim.complain(mistake);
  rim.complain("How it is used: npm run receive -- --help");
  return 2;
}

const answerMs = 10_000;

const outside: Rim = {
  readFile: (path) => readFileSync(path === "-" ? 0 : path, "utf8"),
  post: async (url, { key, body }) => {
    const headers = { "x-api-key": key, "content-type": "application/json; charset=utf-8" };
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await response.body?.cancel();
    return {
      status: response.status,
      retryAfterMs: Number(response.headers.get("retry-after") ?? 1) * 1_000,
    };
  },
  wait: (ms) => delay(ms),
  say: terminal.say,
  complain: terminal.complain,
};

if (import.meta.main) process.exitCode = await main(process.argv.slice(2), process.env);
