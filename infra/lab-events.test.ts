import { App, Validations } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, test } from "vitest";
import { type LabEventsProps, LabEventsStack } from "./lab-events.ts";

const webhookUrl = "https://batchmate.example.org/";
const template = synthesized({ webhookUrl });

describe("a lab's stack", () => {
  test.each([
    ["batchmate-job-state-change", "Batch Job State Change"],
    ["batchmate-job-queue-blocked", "Batch Job Queue Blocked"],
  ])("has the rule %s on the default bus, for every %j", (name, detailType) => {
    template.hasResourceProperties("AWS::Events::Rule", {
      Name: name,
      State: "ENABLED",
      EventBusName: Match.absent(),
      EventPattern: Match.exact({ source: ["aws.batch"], "detail-type": [detailType] }),
    });
  });

  test("tries every event for a day and keeps what did not arrive", () => {
    const queue = onlyId("AWS::SQS::Queue");
    const destination = onlyId("AWS::Events::ApiDestination");
    const rules = Object.values(template.findResources("AWS::Events::Rule"));
    expect(rules).toHaveLength(2);
    for (const rule of rules) {
      expect(rule.Properties.Targets).toEqual([
        {
          Id: expect.any(String),
          Arn: { "Fn::GetAtt": [destination, "Arn"] },
          RoleArn: { "Fn::GetAtt": [onlyId("AWS::IAM::Role"), "Arn"] },
          RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
          DeadLetterConfig: { Arn: { "Fn::GetAtt": [queue, "Arn"] } },
        },
      ]);
    }
  });

  test("posts to the webhook's address, as fast as EventBridge can", () => {
    template.hasResourceProperties("AWS::Events::ApiDestination", {
      Name: "batchmate",
      HttpMethod: "POST",
      InvocationEndpoint: "https://batchmate.example.org/aws/events",
      InvocationRateLimitPerSecond: 300,
      ConnectionArn: { "Fn::GetAtt": [onlyId("AWS::Events::Connection"), "Arn"] },
    });
  });

  test("keeps undelivered events encrypted, for two weeks, and takes them only from its own rules over TLS", () => {
    template.hasResourceProperties("AWS::SQS::Queue", {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
    const [policy] = Object.values(template.findResources("AWS::SQS::QueuePolicy"));
    const statements: Statement[] = policy?.Properties.PolicyDocument.Statement;
    const [tls, ...senders] = statements;
    expect(tls).toMatchObject({
      Effect: "Deny",
      Action: "sqs:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(senders.map(({ Effect, Action, Principal }) => ({ Effect, Action, Principal }))).toEqual(
      Array(2).fill({
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Principal: { Service: "events.amazonaws.com" },
      }),
    );
    const allowedRules = senders.map(
      ({ Condition }) => Condition.ArnEquals["aws:SourceArn"]["Fn::GetAtt"][0],
    );
    expect(allowedRules.sort()).toEqual(Object.keys(template.findResources("AWS::Events::Rule")).sort());
  });

  test("has one role, which EventBridge alone may take and which may only post to this destination", () => {
    template.hasResourceProperties("AWS::IAM::Role", {
      AssumeRolePolicyDocument: {
        Statement: Match.exact([
          { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "events.amazonaws.com" } },
        ]),
      },
      ManagedPolicyArns: Match.absent(),
      Policies: Match.absent(),
    });
    template.resourceCountIs("AWS::IAM::Policy", 1);
    template.hasResourceProperties("AWS::IAM::Policy", {
      Roles: [{ Ref: onlyId("AWS::IAM::Role") }],
      PolicyDocument: {
        Statement: Match.exact([
          {
            Effect: "Allow",
            Action: "events:InvokeApiDestination",
            Resource: { "Fn::GetAtt": [onlyId("AWS::Events::ApiDestination"), "Arn"] },
          },
        ]),
      },
    });
  });
});

describe("the key", () => {
  test("is made by Secrets Manager and stands in the template only as a reference", () => {
    expect(keyIn(template)).toBe(
      `{{resolve:secretsmanager:${onlyId("AWS::SecretsManager::Secret")}:SecretString:::}}`,
    );
    template.hasResourceProperties("AWS::SecretsManager::Secret", {
      SecretString: Match.absent(),
      // EventBridge takes no colon, and a comma would divide BATCHMATE_EVENT_KEYS.
      GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
    });
  });

  test("may be a secret that exists, and then none is made", () => {
    const named = synthesized({ webhookUrl, keySecretName: "batchmate/event-key" });
    named.resourceCountIs("AWS::SecretsManager::Secret", 0);
    expect(keyIn(named)).toBe("{{resolve:secretsmanager:batchmate/event-key:SecretString:::}}");
  });

  test("is read again when a new version is named", () => {
    const rotated = synthesized({
      webhookUrl,
      keySecretName: "batchmate/event-key",
      keySecretVersionId: "v-2",
    });
    expect(keyIn(rotated)).toBe("{{resolve:secretsmanager:batchmate/event-key:SecretString:::v-2}}");
  });

  test("goes in the header x-api-key", () => {
    template.hasResourceProperties("AWS::Events::Connection", {
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-api-key" } },
    });
  });
});

test("another name reaches every part that has one, so that two bots can share an account", () => {
  const other = synthesized({ webhookUrl, name: "trial" });
  other.hasResourceProperties("AWS::Events::Connection", { Name: "trial" });
  other.hasResourceProperties("AWS::Events::ApiDestination", { Name: "trial" });
  other.hasResourceProperties("AWS::Events::Rule", { Name: "trial-job-state-change" });
  other.hasResourceProperties("AWS::Events::Rule", { Name: "trial-job-queue-blocked" });
});

test.each([
  ["a webhook that is not https", { webhookUrl: "http://batchmate.example.org" }, "must begin with https://"],
  ["a webhook that is no URL", { webhookUrl: "batchmate.example.org" }, "is not a URL"],
  ["a name EventBridge refuses", { webhookUrl, name: "lab one" }, "The name must be"],
])("%s is refused before anything is made", (_, props, sentence) => {
  expect(() => synthesized(props)).toThrow(sentence);
});

describe("the AwsSolutions rules", () => {
  test.each([
    ["with a generated key", {}],
    ["with a key that exists", { keySecretName: "batchmate/event-key" }],
  ])("find nothing %s", (_, props) => {
    expect(violationsOf(new LabEventsStack(new App(), "Lab", { webhookUrl, ...props }))).toEqual([]);
  });

  test("would find a queue without encryption", () => {
    const stack = new LabEventsStack(new App(), "Lab", { webhookUrl });
    new Queue(stack, "Bare");
    expect(violationsOf(stack)).toContain("AwsSolutions-SQS4");
  });

  test("are answered with a reason twice, and nowhere else", () => {
    const stack = new LabEventsStack(new App(), "Lab", { webhookUrl });
    const acknowledged = stack.node
      .findAll()
      .flatMap(({ node }) =>
        node.metadata
          .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
          .flatMap(({ data }) =>
            Object.entries(data).map(([rule, reason]) => ({ at: node.id, rule, reason })),
          ),
      );
    expect(acknowledged).toEqual([
      {
        at: "Key",
        rule: "Annotation::AwsSolutions-SMG4",
        reason: expect.stringContaining("a person rotates it"),
      },
      {
        at: "DeadLetters",
        rule: "Annotation::AwsSolutions-SQS3",
        reason: expect.stringContaining("itself a dead-letter queue"),
      },
    ]);
  });
});

type Statement = {
  Effect: string;
  Action: string;
  Principal: unknown;
  Condition: { ArnEquals: { "aws:SourceArn": { "Fn::GetAtt": string[] } } };
};

function synthesized(props: LabEventsProps): Template {
  return Template.fromStack(new LabEventsStack(new App(), "Lab", props));
}

function violationsOf(stack: LabEventsStack): string[] {
  return new AwsSolutionsChecks(stack).validateScope(stack).violations.map(({ ruleName }) => ruleName);
}

function onlyId(type: string): string {
  const ids = Object.keys(template.findResources(type));
  expect(ids).toHaveLength(1);
  return ids.join();
}

/** The connection's key as text, with each reference written as the name of what it refers to. */
function keyIn(from: Template): string {
  const [connection] = Object.values(from.findResources("AWS::Events::Connection"));
  const value: unknown = connection?.Properties.AuthParameters.ApiKeyAuthParameters.ApiKeyValue;
  if (typeof value === "string") return value;
  const {
    "Fn::Join": [, parts],
  } = value as { "Fn::Join": [string, (string | { Ref: string })[]] };
  return parts.map((part) => (typeof part === "string" ? part : part.Ref)).join("");
}
