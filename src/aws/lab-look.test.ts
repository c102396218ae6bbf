import nock from "nock";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  batchAnswers,
  jblow,
  onlyExpectedAwsCalls,
  ownPi,
  rolePi,
  stsAnswers,
} from "../../test/support/aws-nock.ts";
import { type Accounts, openAccounts } from "./accounts.ts";
import { lookAtLab } from "./lab-look.ts";

onlyExpectedAwsCalls();

let accounts: Accounts;
beforeEach(() => {
  accounts = openAccounts();
});
afterEach(() => accounts.close());

const look = (pi = ownPi) => lookAtLab(accounts, pi, jblow);
const xml = { "content-type": "text/xml" };

function iamAnswers(status: number, body: string): void {
  nock("https://iam.amazonaws.com").post("/").reply(status, body, xml);
}

const errorXml = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

describe("the role of a lab's jobs", () => {
  test("is told with its policy as it was written", async () => {
    const policy = '{"Statement":[]}';
    iamAnswers(
      200,
      `<GetRoleResponse><GetRoleResult><Role><Arn>arn:aws:iam::1:role/jobs</Arn><AssumeRolePolicyDocument>${encodeURIComponent(policy)}</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>`,
    );
    expect(await look().role("jobs")).toEqual({ arn: "arn:aws:iam::1:role/jobs", trustPolicy: policy });
  });

  test("that is not there is undefined", async () => {
    iamAnswers(404, errorXml("NoSuchEntity", "The role with name jobs cannot be found."));
    expect(await look().role("jobs")).toBeUndefined();
  });

  test("that we may not see is trouble, in AWS's words", async () => {
    const message = "User: x is not authorized to perform: iam:GetRole on resource: role jobs";
    iamAnswers(403, errorXml("AccessDenied", message));
    await expect(look().role("jobs")).rejects.toMatchObject({
      name: "AwsTrouble",
      kind: "permanent",
      code: "AccessDenied",
      message,
    });
  });
});

describe("to enter a lab's account", () => {
  const caller =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
  const callerAnswers = (token: string) =>
    nock("https://sts.us-west-2.amazonaws.com", { reqheaders: { "x-amz-security-token": token } })
      .post("/")
      .reply(200, caller, xml);

  test("takes the role on anew each time, as the person who asks", async () => {
    const expiresAtMs = Date.now() + 3_600_000;
    for (const session of ["one", "two"]) {
      stsAnswers({ session, expiresAtMs });
      callerAnswers(session);
      expect(await look(rolePi).enter()).toBe("111122223333");
    }
  });

  test("is refused with what the role lacks", async () => {
    const told: unknown[] = [];
    accounts.onRefused?.((role) => told.push(role));
    stsAnswers({ refusal: [403, "AccessDenied"] });
    const refused = { pi: rolePi.name, role: rolePi.role, lacks: "sts:AssumeRole" };
    await expect(look(rolePi).enter()).rejects.toMatchObject({ role: refused });
    expect(told).toEqual([refused]);
  });
});

describe("the logs of a lab", () => {
  const logsAnswer = (status: number, body: object) =>
    nock("https://logs.us-west-2.amazonaws.com").post("/").reply(status, body);
  const missing = (what: string) =>
    logsAnswer(400, {
      __type: "ResourceNotFoundException",
      message: `The specified log ${what} does not exist.`,
    });
  const group = { group: "/aws/batch/job", isMadeByJob: true };

  test("can be read where only the stream is missing", async () => {
    missing("stream");
    expect(await look().hasLogGroup(group)).toBe(true);
  });

  test("are not there yet where the group is missing", async () => {
    missing("group");
    expect(await look().hasLogGroup(group)).toBe(false);
  });

  test("that we may not read are trouble", async () => {
    logsAnswer(400, { __type: "AccessDeniedException", message: "no" });
    await expect(look().hasLogGroup(group)).rejects.toMatchObject({ code: "AccessDeniedException" });
  });

  test("are also where definitions that the lab may use put them", async () => {
    const definition = (jobDefinitionName: string, container: object) => ({
      jobDefinitionName,
      revision: 3,
      status: "ACTIVE",
      containerProperties: container,
    });
    const into = (options: object, logDriver = "awslogs") => ({ logConfiguration: { logDriver, options } });
    batchAnswers("/v1/describejobdefinitions", {
      body: {
        jobDefinitions: [
          definition("plain", {}),
          definition("same", into({ "awslogs-group": "/aws/batch/job" })),
          definition("own", into({ "awslogs-group": "/lab", "awslogs-region": "us-east-1" })),
          definition("made", into({ "awslogs-group": "/made", "awslogs-create-group": "true" })),
          definition("splunk", into({ "awslogs-group": "/not" }, "splunk")),
          definition("other", {
            ...into({ "awslogs-group": "/other-lab" }),
            jobRoleArn: "arn:aws:iam::111122223333:role/fh-pi-doe-j-batchtask",
          }),
        ],
      },
    });
    expect(await look().logGroups()).toEqual([
      { group: "/lab", region: "us-east-1", isMadeByJob: false, definition: "own:3" },
      { group: "/made", isMadeByJob: true, definition: "made:3" },
    ]);
  });
});

describe("the road of events", () => {
  const eventsAnswer = (status: number, body: object) =>
    nock("https://events.us-west-2.amazonaws.com").post("/").reply(status, body);

  test("that we may not see is trouble of the call, not of the tool at the terminal", async () => {
    const message = "User: x is not authorized to perform: events:DescribeConnection on resource: y";
    eventsAnswer(400, { __type: "AccessDeniedException", message });
    await expect(look().webhookRoad("batchmate")).rejects.toMatchObject({
      name: "AwsTrouble",
      kind: "permanent",
      message,
    });
  });

  test("to the queue is read from the rules about Batch, on all pages", async () => {
    const about = (Name: string, source: string) => ({
      Name,
      State: "ENABLED",
      EventPattern: `{"source":["${source}"]}`,
    });
    eventsAnswer(200, { Rules: [about("ec2", "aws.ec2")], NextToken: "2" });
    eventsAnswer(200, { Rules: [about("batch", "aws.batch")] });
    eventsAnswer(200, { Targets: [{ Id: "q", Arn: "arn:aws:sqs:us-west-2:444455556666:events" }] });
    expect(await look().queueRoad("https://sqs.us-west-2.amazonaws.com/444455556666/events")).toEqual({
      road: { to: "queue" },
      wrong: [],
    });
  });
});
