import { parseArgs } from "node:util";
import { routeNameMistake, webhookEndpoint } from "../aws/event-route-shape.ts";

/** What was asked of `npm run connect`. */
export type ConnectRequest =
  | { deed: "help" }
  | {
      deed: "connect";
      name: string;
      account: string;
      webhookUrl: string;
      roleArn: string;
      deadLetterArn?: string;
    }
  | { deed: "check"; name: string; account?: string; webhookUrl?: string; roleArn?: string }
  | { deed: "disconnect"; name: string; account: string };

const valued = ["name", "webhook", "account", "role", "dead-letter"] as const;
const switches = ["check", "disconnect", "help"] as const;
type Values = Partial<Record<(typeof valued)[number], string>>;
type Switch = (typeof switches)[number];

/** Reads the command line; every mistake in it is one sentence. A word that may be a secret is never repeated. */
export function readConnectRequest(argv: string[]): ConnectRequest | { mistakes: string[] } {
  const { values, asked, mistakes } = readOptions(argv);
  if (asked.has("help")) return { deed: "help" };
  if (asked.has("check") && asked.has("disconnect")) {
    mistakes.push("Give --check or --disconnect, not both.");
  }
  const deed = asked.has("disconnect") ? "disconnect" : asked.has("check") ? "check" : "connect";
  mistakes.push(...missing(deed, values), ...malformed(values));
  if (mistakes.length > 0) return { mistakes };

  const { name = "batchmate", account = "", webhook: webhookUrl = "", role: roleArn = "" } = values;
  const deadLetterArn = values["dead-letter"];
  if (deed === "disconnect") return { deed, name, account };
  if (deed === "check") {
    return {
      deed,
      name,
      ...(account && { account }),
      ...(webhookUrl && { webhookUrl }),
      ...(roleArn && { roleArn }),
    };
  }
  return { deed, name, account, webhookUrl, roleArn, ...(deadLetterArn && { deadLetterArn }) };
}

function readOptions(argv: string[]) {
  const { tokens } = parseArgs({
    args: argv,
    strict: false,
    tokens: true,
    options: Object.fromEntries([
      ...valued.map((name) => [name, { type: "string" as const }]),
      ...switches.map((name) => [name, { type: "boolean" as const }]),
    ]),
  });
  const values: Values = {};
  const asked = new Set<Switch>();
  const mistakes: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      mistakes.push(`Word ${token.index + 1} belongs to no option.`);
    } else if (token.kind === "option") {
      const option = valued.find((name) => name === token.name);
      const switched = switches.find((name) => name === token.name);
      if (option && token.value && !token.value.startsWith("--")) {
        if (values[option] !== undefined) mistakes.push(`--${option} is given twice.`);
        values[option] = token.value;
      } else if (option) {
        mistakes.push(`--${option} needs a value.`);
        values[option] = "";
      } else if (switched && token.value === undefined) {
        asked.add(switched);
      } else if (switched) {
        mistakes.push(`--${switched} takes no value.`);
      } else {
        mistakes.push(unknownOption(token.rawName));
      }
    }
  }
  return { values, asked, mistakes };
}

function unknownOption(rawName: string): string {
  return /key|secret/i.test(rawName)
    ? "The key is never given on the command line; it is read from BATCHMATE_EVENT_KEYS."
    : `There is no option ${rawName}.`;
}

function missing(deed: "connect" | "check" | "disconnect", values: Values): string[] {
  const needed = {
    connect: {
      account: "the lab's account id",
      webhook: "the bot's address",
      role: "the ARN of the role EventBridge posts with",
    },
    check: {},
    disconnect: { account: "the lab's account id, so that no other lab is cut off" },
  }[deed];
  return Object.entries(needed)
    .filter(([name]) => values[name as keyof Values] === undefined)
    .map(([name, what]) => `--${name} is missing: ${what}.`);
}

function malformed({ name, account, webhook, role, "dead-letter": deadLetter }: Values): string[] {
  const mistakes: (string | undefined)[] = [];
  if (name) mistakes.push(routeNameMistake(name)?.replace("The name", "--name"));
  if (account && !/^\d{12}$/.test(account)) mistakes.push("--account must be 12 digits.");
  if (webhook) {
    const read = webhookEndpoint(webhook);
    if ("mistake" in read) mistakes.push(read.mistake);
  }
  const roleAccount = /^arn:aws[\w-]*:iam::(\d{12}):role\/\S+$/.exec(role ?? "")?.[1];
  if (role && !roleAccount)
    mistakes.push("--role must be the ARN of a role, like arn:aws:iam::111122223333:role/NAME.");
  const queueAccount = /^arn:aws[\w-]*:sqs:[\w-]+:(\d{12}):[\w.-]+$/.exec(deadLetter ?? "")?.[1];
  if (deadLetter && !queueAccount) {
    mistakes.push(
      "--dead-letter must be the ARN of an SQS queue, like arn:aws:sqs:us-west-2:111122223333:NAME.",
    );
  }
  for (const [option, owner] of [
    ["--role", roleAccount],
    ["--dead-letter", queueAccount],
  ]) {
    if (account && owner && owner !== account)
      mistakes.push(`${option} is of account ${owner}, not of ${account}.`);
  }
  return mistakes.filter((mistake) => mistake !== undefined);
}
