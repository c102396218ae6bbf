/** The road from a lab's EventBridge to the queue that the bot reads: made by hand, so its rules may have any name. */
import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { batchRules } from "./event-route-shape.ts";
import { troubleNaming } from "./event-route-trouble.ts";

/** A rule of the default bus that has to do with Batch, and where it leads. */
export type QueueRule = { name: string; enabled: boolean; pattern: unknown; targets: readonly Target[] };

export async function readQueueRoute(client: EventBridgeClient): Promise<QueueRule[]> {
  const rules: QueueRule[] = [];
  let nextToken: string | undefined;
  do {
    const page = await troubleNaming(
      "list the rules of the default bus",
      client.send(new ListRulesCommand({ ...(nextToken && { NextToken: nextToken }) })),
    );
    for (const rule of (page.Rules ?? []).filter(isAboutBatch)) rules.push(await readRule(client, rule));
    nextToken = page.NextToken;
  } while (nextToken);
  return rules;
}

function isAboutBatch({ EventPattern }: Rule): boolean {
  return EventPattern?.includes('"aws.batch"') ?? false;
}

/** A rule has five targets at most: they come on one page. */
async function readRule(client: EventBridgeClient, { Name = "", State, EventPattern }: Rule) {
  const { Targets = [] } = await troubleNaming(
    `list the targets of the rule ${Name}`,
    client.send(new ListTargetsByRuleCommand({ Rule: Name })),
  );
  const enabled = State?.startsWith("ENABLED") ?? false;
  return { name: Name, enabled, pattern: parsed(EventPattern), targets: Targets };
}

type QueueRouteFinding = { weight: "broken" | "weak"; sentence: string };

/** For each kind of event one rule that leads to the queue is enough. */
export function queueRouteFindings(rules: readonly QueueRule[], queueUrl: string): QueueRouteFinding[] {
  const isQueue = queueIn(queueUrl);
  const leading = rules.flatMap((rule) =>
    rule.targets.filter(isQueue).map((target) => ({ ...rule, isWhole: isWhole(target) })),
  );
  const toBus = rules.find(({ enabled, targets }) => enabled && targets.some(isBus));
  const kinds = batchRules("").map(({ detailType }) => detailType);
  return kinds.flatMap((kind): QueueRouteFinding[] => {
    const fitting = leading.filter(({ pattern }) => covers(pattern, kind));
    const working = fitting.filter(({ enabled }) => enabled);
    if (working.some((rule) => rule.isWhole)) return [];
    const [sleeping] = fitting;
    const broken = (sentence: string): QueueRouteFinding[] => [{ weight: "broken", sentence }];
    if (working[0] !== undefined)
      return broken(`The rule ${working[0].name} changes the event on its way; it must be sent whole.`);
    if (sleeping !== undefined) return broken(`The rule ${sleeping.name} is disabled.`);
    if (toBus !== undefined && covers(toBus.pattern, kind))
      return [
        {
          weight: "weak",
          sentence: `The rule ${toBus.name} sends "${kind}" events to another bus; whether they reach the queue from there can not be seen in this account.`,
        },
      ];
    return broken(`No rule of the default bus sends "${kind}" events to the queue.`);
  });
}

/** By account and name: the address of a queue need not say its region. */
function queueIn(queueUrl: string): (target: Target) => boolean {
  const [, account = "", name = ""] = new URL(queueUrl).pathname.split("/");
  return ({ Arn = "" }) => {
    const [, , service, , owner, queue] = Arn.split(":");
    return service === "sqs" && owner === account && queue === name;
  };
}

function isBus({ Arn = "" }: Target): boolean {
  return /^arn:[\w-]+:events:[\w-]*:\d*:event-bus\//.test(Arn);
}

function isWhole({ Input, InputPath, InputTransformer }: Target): boolean {
  return Input === undefined && InputPath === undefined && InputTransformer === undefined;
}

/** All events of the kind, and nothing that would leave one of them out. */
function covers(pattern: unknown, detailType: string): boolean {
  if (typeof pattern !== "object" || pattern === null) return false;
  const { source, "detail-type": kinds = [detailType], ...narrower } = pattern as Record<string, unknown>;
  const has = (list: unknown, one: string) => Array.isArray(list) && list.includes(one);
  return Object.keys(narrower).length === 0 && has(source, "aws.batch") && has(kinds, detailType);
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return undefined;
  }
}
