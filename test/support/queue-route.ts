/** The way of events without a public address: rules of the lab accounts lead to one queue of the bot's account. */
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { botAccount, region, roleOf } from "./lab-world.ts";

const queueName = "batch-events";
export const queueArn = `arn:aws:sqs:${region}:${botAccount}:${queueName}`;
export const queueUrlAt = (awsUrl: string): string => `${awsUrl}/${botAccount}/${queueName}`;

const accessOf = (awsUrl: string, account: string) => ({
  endpoint: awsUrl,
  region,
  credentials: { accessKeyId: `AKIALOCAL${account}`, secretAccessKey: "local" },
});

export async function createQueue(awsUrl: string): Promise<void> {
  const client = new SQSClient(accessOf(awsUrl, botAccount));
  await client.send(new CreateQueueCommand({ QueueName: queueName }));
  client.destroy();
}

/** From now on what happens in the account's Batch is told to the queue. */
export async function leadToQueue(awsUrl: string, account: string): Promise<void> {
  const client = new EventBridgeClient(accessOf(awsUrl, account));
  const rule = { Name: "batchmate", EventPattern: '{"source":["aws.batch"]}' };
  await client.send(new PutRuleCommand(rule));
  const Targets = [{ Id: "queue", Arn: queueArn, RoleArn: roleOf(account) }];
  await client.send(new PutTargetsCommand({ Rule: rule.Name, Targets }));
  client.destroy();
}

/** Puts texts into the queue that no rule sent. */
export async function sendToQueue(awsUrl: string, ...bodies: readonly string[]): Promise<void> {
  const client = new SQSClient(accessOf(awsUrl, botAccount));
  for (const MessageBody of bodies)
    await client.send(new SendMessageCommand({ QueueUrl: queueUrlAt(awsUrl), MessageBody }));
  client.destroy();
}
