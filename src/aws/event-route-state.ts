import {
  DescribeApiDestinationCommand,
  type DescribeApiDestinationCommandOutput,
  DescribeConnectionCommand,
  type DescribeConnectionCommandOutput,
  DescribeRuleCommand,
  type DescribeRuleCommandOutput,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { type BatchRule, batchRules } from "./event-route-shape.ts";
import { troubleNaming } from "./event-route-trouble.ts";

export type RuleState = { rule: BatchRule; found: DescribeRuleCommandOutput | undefined; targets: Target[] };

export type EventRouteState = {
  connection: DescribeConnectionCommandOutput | undefined;
  destination: DescribeApiDestinationCommandOutput | undefined;
  rules: RuleState[];
};

/** What stands in the account now under this name; `undefined` is a part that does not exist. */
export async function readEventRoute(client: EventBridgeClient, name: string): Promise<EventRouteState> {
  const connection = await look(
    `connection ${name}`,
    client.send(new DescribeConnectionCommand({ Name: name })),
  );
  const destination = await look(
    `API destination ${name}`,
    client.send(new DescribeApiDestinationCommand({ Name: name })),
  );
  const rules: RuleState[] = [];
  for (const rule of batchRules(name)) {
    const found = await look(`rule ${rule.name}`, client.send(new DescribeRuleCommand({ Name: rule.name })));
    rules.push({ rule, found, targets: found ? await listTargets(client, rule.name) : [] });
  }
  return { connection, destination, rules };
}

/** A target of this route, even when its API destination has since been made anew and has another ARN. */
export function isOwnTarget(target: Target, name: string): boolean {
  return target.Arn?.includes(`:api-destination/${name}/`) ?? false;
}

async function look<T>(what: string, asked: Promise<T>): Promise<T | undefined> {
  const found = asked.catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  });
  return troubleNaming(`look at the ${what}`, found);
}

async function listTargets(client: EventBridgeClient, rule: string): Promise<Target[]> {
  const targets: Target[] = [];
  let nextToken: string | undefined;
  do {
    const page = await troubleNaming(
      `list the targets of the rule ${rule}`,
      client.send(new ListTargetsByRuleCommand({ Rule: rule, ...(nextToken && { NextToken: nextToken }) })),
    );
    targets.push(...(page.Targets ?? []));
    nextToken = page.NextToken;
  } while (nextToken);
  return targets;
}
