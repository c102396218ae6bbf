import { readArn } from "../wire/arn.ts";
import { AwsError } from "../wire/aws-error.ts";
import { checkName, type EventAccount, find, type Rule, type Target } from "./event-account.ts";
import { eventPattern } from "./event-pattern.ts";
import { targetKind } from "./target-kind.ts";

export type PutRuleInput = {
  Name?: string;
  EventPattern?: string;
  ScheduleExpression?: string;
  State?: string;
  Description?: string;
  RoleArn?: string;
  EventBusName?: string;
};
export type PutTargetsInput = { Rule?: string; Targets?: Target[]; EventBusName?: string };
export type RemoveTargetsInput = { Rule?: string; Ids?: string[]; EventBusName?: string };

const maxTargets = 5;
const maxRules = 300;

export function putRule(account: EventAccount, input: PutRuleInput): { RuleArn: string } {
  checkBus(account, input.EventBusName);
  const name = checkName(input.Name);
  if (input.EventPattern === undefined)
    throw new AwsError("ValidationException", "The local AWS needs an EventPattern; it keeps no schedules.");
  const before = account.rules.get(name);
  if (!before && account.rules.size >= maxRules)
    throw new AwsError(
      "LimitExceededException",
      "The requested resource exceeds the maximum number allowed.",
    );
  const rule: Rule = {
    name,
    arn: `arn:aws:events:${account.region}:${account.account}:rule/${name}`,
    state: input.State === "DISABLED" ? "DISABLED" : "ENABLED",
    patternText: input.EventPattern,
    matches: eventPattern(input.EventPattern),
    description: input.Description,
    roleArn: input.RoleArn,
    targets: before?.targets ?? new Map(),
  };
  account.rules.set(name, rule);
  return { RuleArn: rule.arn };
}

export function deleteRule(account: EventAccount, name: string | undefined): unknown {
  const rule = account.rules.get(name ?? "");
  if (rule && rule.targets.size > 0)
    throw new AwsError("ValidationException", "Rule can't be deleted since it has targets.");
  account.rules.delete(name ?? "");
  return {};
}

export function putTargets(account: EventAccount, input: PutTargetsInput): unknown {
  checkBus(account, input.EventBusName);
  const rule = find(account.rules, "Rule", input.Rule);
  const targets = input.Targets ?? [];
  for (const target of targets) checkTarget(account, target);
  const ids = new Set([...rule.targets.keys(), ...targets.map(({ Id }) => Id)]);
  if (ids.size > maxTargets)
    throw new AwsError(
      "LimitExceededException",
      "The requested resource exceeds the maximum number allowed.",
    );
  for (const target of targets) rule.targets.set(target.Id, target);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function removeTargets(account: EventAccount, input: RemoveTargetsInput): unknown {
  const rule = find(account.rules, "Rule", input.Rule);
  for (const id of input.Ids ?? []) rule.targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
}

function checkTarget(account: EventAccount, target: Target): void {
  const kind = targetKind(target.Arn);
  if (kind === undefined)
    throw new AwsError(
      "ValidationException",
      "The local AWS delivers to API destinations, queues and buses.",
    );
  // A queue of the rule's own account is let in by its policy alone.
  if (target.RoleArn === undefined && !(kind === "queue" && readArn(target.Arn)?.account === account.account))
    throw new AwsError("ValidationException", `RoleArn is required for target ${target.Arn}.`);
  if (kind === "bus" && (target.Input ?? target.InputPath ?? target.InputTransformer) !== undefined)
    throw new AwsError("ValidationException", "A bus is sent the event as it is.");
  if (kind === "destination" && ![...account.destinations.values()].some(({ arn }) => arn === target.Arn))
    throw new AwsError("ResourceNotFoundException", `ApiDestination ${target.Arn} does not exist.`);
  const { MaximumRetryAttempts: attempts = 185, MaximumEventAgeInSeconds: age = 86_400 } =
    target.RetryPolicy ?? {};
  if (!(attempts >= 0 && attempts <= 185 && age >= 60 && age <= 86_400))
    throw new AwsError("ValidationException", "RetryPolicy allows 0 to 185 retries and 60 to 86400 seconds.");
}

/** There is only the default bus. */
export function busDetail(account: EventAccount, name: string | undefined): { Name: string; Arn: string } {
  checkBus(account, name);
  return { Name: "default", Arn: busArn(account) };
}

function busArn({ region, account }: EventAccount): string {
  return `arn:aws:events:${region}:${account}:event-bus/default`;
}

function checkBus(account: EventAccount, name: string | undefined): void {
  const arn = busArn(account);
  if (name !== undefined && name !== "default" && name !== arn)
    throw new AwsError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
}

export function ruleDetail(rule: Rule): Record<string, unknown> {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.patternText,
    State: rule.state,
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: "default",
  };
}
