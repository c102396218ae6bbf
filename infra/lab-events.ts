import { CfnOutput, Duration, SecretValue, Stack, type StackProps, Validations } from "aws-cdk-lib";
import {
  Authorization,
  Connection,
  ApiDestination as Destination,
  HttpMethod,
  type IApiDestination,
  Rule,
} from "aws-cdk-lib/aws-events";
import { ApiDestination as DestinationTarget } from "aws-cdk-lib/aws-events-targets";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import {
  batchEventPattern,
  batchRules,
  eventKeyHeader,
  eventRetryPolicy,
  invocationRateLimitPerSecond,
  routeNameMistake,
  webhookEndpoint,
} from "../src/aws/event-route-shape.ts";

export type LabEventsProps = StackProps & {
  /** Where Batchmate is reached; `/aws/events` is added. */
  webhookUrl: string;
  /** Begins the names of all parts; `npm run connect -- --check --name` finds them by it. Default `batchmate`. */
  name?: string;
  /** A secret of this account and region whose whole text is the key. Left out, one is generated. */
  keySecretName?: string;
  /** The version of the secret to use. A new one here is what makes CloudFormation read the secret again. */
  keySecretVersionId?: string;
};

/** In a lab's account: what AWS Batch says on the default bus is posted to Batchmate, and nothing else. */
export class LabEventsStack extends Stack {
  constructor(scope: Construct, id: string, props: LabEventsProps) {
    const { webhookUrl, name = "batchmate", keySecretName, keySecretVersionId, ...stackProps } = props;
    const nameMistake = routeNameMistake(name);
    if (nameMistake) throw new Error(nameMistake);
    const webhook = webhookEndpoint(webhookUrl);
    if ("mistake" in webhook) throw new Error(webhook.mistake);
    super(scope, id, stackProps);

    const secretId = keySecretName ?? generatedKey(this).secretArn;
    const version = keySecretVersionId === undefined ? {} : { versionId: keySecretVersionId };
    const connection = new Connection(this, "Connection", {
      connectionName: name,
      description: "The key with which this account's events are let in",
      authorization: Authorization.apiKey(eventKeyHeader, SecretValue.secretsManager(secretId, version)),
    });
    const destination = new Destination(this, "Destination", {
      apiDestinationName: name,
      connection,
      endpoint: webhook.endpoint,
      httpMethod: HttpMethod.POST,
      rateLimitPerSecond: invocationRateLimitPerSecond,
    });
    const deadLetterQueue = unreachedEvents(this);
    // The cast: aws-cdk-lib's own classes miss its interfaces under exactOptionalPropertyTypes.
    const target = new DestinationTarget(destination as IApiDestination, {
      // It is granted events:InvokeApiDestination on this one destination by the target itself.
      eventRole: new Role(this, "PostingRole", {
        description: "Lets EventBridge post to Batchmate's destination, and nothing else",
        assumedBy: new ServicePrincipal("events.amazonaws.com"),
      }),
      deadLetterQueue,
      retryAttempts: eventRetryPolicy.MaximumRetryAttempts,
      maxEventAge: Duration.seconds(eventRetryPolicy.MaximumEventAgeInSeconds),
    });
    for (const rule of batchRules(name)) {
      const { source, "detail-type": detailType } = batchEventPattern(rule);
      new Rule(this, rule.detailType.replaceAll(" ", ""), {
        ruleName: rule.name,
        description: `${rule.detailType}, for Batchmate`,
        eventPattern: { source, detailType },
        targets: [target],
      });
    }
    new CfnOutput(this, "KeySecret", { value: secretId, description: "The secret that holds the key" });
    new CfnOutput(this, "DeadLetterQueueUrl", {
      value: deadLetterQueue.queueUrl,
      description: "Events that did not arrive within a day",
    });
  }
}

function generatedKey(stack: Stack): Secret {
  const secret = new Secret(stack, "Key", {
    description: "The key with which this account's events are let in by Batchmate",
    // EventBridge refuses a colon, and BATCHMATE_EVENT_KEYS is divided by commas.
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "The key must be given to the bot before the connection uses it, so a person rotates it: see infra/README.md.",
  });
  return secret;
}

function unreachedEvents(stack: Stack): Queue {
  const queue = new Queue(stack, "DeadLetters", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  Validations.of(queue).acknowledge({
    id: "AwsSolutions-SQS3",
    reason: "This is itself a dead-letter queue: the rules' targets name it.",
  });
  return queue;
}
