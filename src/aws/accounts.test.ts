import { DescribeJobsCommand } from "@aws-sdk/client-batch";
import { GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import nock from "nock";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import {
  batchAnswers,
  jblow,
  onlyExpectedAwsCalls,
  ownPi,
  rolePi,
  stsAnswers,
} from "../../test/support/aws-nock.ts";
import { addressOf } from "../../test/support/loopback.ts";
import type { MemberId } from "../domain/ids.ts";
import type { Pi } from "../domain/people/pi.ts";
import { type Accounts, type Actor, openAccounts } from "./accounts.ts";

onlyExpectedAwsCalls();

let accounts: Accounts;
beforeEach(() => {
  accounts = openAccounts();
});
afterEach(() => accounts.close());

const hourMs = 3_600_000;
const jones: Actor = { member: "U0JONES" as MemberId, hutchnet: "sjones" };
const session = (name: string) => ({ session: name, expiresAtMs: Date.now() + hourMs });
const nothing = { body: { jobs: [] } };
const describeIt = (pi: Pi, actor: Actor) =>
  accounts.batch(pi, actor).send(new DescribeJobsCommand({ jobs: ["3fa9"] }));

describe("a lab's role", () => {
  test("is assumed once per person, though three clients and many calls at once need it", async () => {
    const sessions = stsAnswers(session("one"));
    const asked = batchAnswers("/v1/describejobs", nothing, nothing, nothing, nothing);
    const logs = nock("https://logs.us-west-2.amazonaws.com", {
      reqheaders: { "x-amz-security-token": "one" },
    })
      .post("/")
      .reply(200, { events: [] });
    await Promise.all([
      describeIt(rolePi, jblow),
      describeIt(rolePi, jblow),
      describeIt(rolePi, jblow),
      accounts.batchOnce(rolePi, jblow).send(new DescribeJobsCommand({ jobs: ["3fa9"] })),
      accounts
        .logs(rolePi, jblow)
        .send(new GetLogEventsCommand({ logGroupName: "/aws/batch/job", logStreamName: "a/default/b" })),
    ]);
    expect(asked.map((each) => each.session)).toEqual(["one", "one", "one", "one"]);
    expect(logs.isDone()).toBe(true);
    expect(sessions).toHaveLength(1);
  });

  test("is assumed for each person and for the bot itself, and each time it is told that it let them in", async () => {
    const letIn: unknown[] = [];
    accounts.onTakenOn?.((role) => letIn.push(role));
    const sessions = stsAnswers(session("jblow"), session("sjones"), session("system"));
    const asked = batchAnswers("/v1/describejobs", nothing, nothing, nothing);
    for (const actor of [jblow, jones, "system"] as const) await describeIt(rolePi, actor);
    expect(sessions.map(({ RoleSessionName }) => RoleSessionName)).toEqual([
      "batchmate-jblow",
      "batchmate-sjones",
      "batchmate-system",
    ]);
    expect(asked.map((each) => each.session)).toEqual(["jblow", "sjones", "system"]);
    const { name: pi, role } = rolePi;
    expect(letIn).toEqual(["person", "person", "bot"].map((as) => ({ pi, role, as })));
  });

  test("is renewed for the clients that are already open", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    stsAnswers(session("one"), { session: "two", expiresAtMs: Date.now() + 2 * hourMs });
    const asked = batchAnswers("/v1/describejobs", nothing, nothing, nothing);
    await describeIt(rolePi, jblow);
    vi.setSystemTime(Date.now() + hourMs - 4 * 60_000);
    await Promise.all([describeIt(rolePi, jblow), describeIt(rolePi, jblow)]);
    expect(asked.map((each) => each.session)).toEqual(["one", "two", "two"]);
  });

  test.each([
    ["the labs file names another role", { ...rolePi, role: `${rolePi.role}-new` }, jblow],
    ["the labs file names another external id", { ...rolePi, externalId: "new-secret" }, jblow],
    ["a person's HutchNet ID was mended", rolePi, { ...jblow, hutchnet: "jblow2" }],
  ])("is assumed anew when %s", async (_, pi, actor) => {
    const sessions = stsAnswers(session("old"), session("new"));
    const asked = batchAnswers("/v1/describejobs", nothing, nothing);
    await describeIt(rolePi, jblow);
    await describeIt(pi, actor);
    expect(asked.map((each) => each.session)).toEqual(["old", "new"]);
    expect(sessions[1]).not.toEqual(sessions[0]);
  });

  test("that is refused is told as trouble, and the job is never asked about", async () => {
    stsAnswers({ refusal: [403, "AccessDenied"] });
    await expect(describeIt(rolePi, jblow)).rejects.toMatchObject({
      kind: "permanent",
      code: "AccessDenied",
    });
  });

  test("is assumed where AWS_ENDPOINT_URL_STS says", async () => {
    let asked = 0;
    const address = await addressOf((_request, response) => {
      asked += 1;
      response.writeHead(403, { "content-type": "text/xml" });
      response.end(
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>",
      );
    });
    vi.stubEnv("AWS_ENDPOINT_URL_STS", address);
    await expect(describeIt(rolePi, jblow)).rejects.toMatchObject({ code: "AccessDenied" });
    expect(asked).toBe(1);
  });
});

test("a lab without a role is reached with the process's own credentials", async () => {
  const asked = batchAnswers("/v1/describejobs", nothing);
  await describeIt(ownPi, jblow);
  expect(asked[0]?.session).toBeNull();
});

test("AWS_ENDPOINT_URL leads role, jobs and logs to one place", async () => {
  const paths: string[] = [];
  const expiration = new Date(Date.now() + hourMs).toISOString();
  vi.stubEnv(
    "AWS_ENDPOINT_URL",
    await addressOf((request, response) => {
      const target = String(request.headers["x-amz-target"] ?? request.url);
      paths.push(target);
      request.resume();
      response.end(
        target === "/"
          ? `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
          : "{}",
      );
    }),
  );
  await describeIt(rolePi, jblow);
  await accounts.logs(rolePi, jblow).send(new GetLogEventsCommand({ logStreamName: "a/default/b" }));
  expect(paths).toEqual(["/", "/v1/describejobs", "Logs_20140328.GetLogEvents"]);
});

test("the same client serves the same person, and logs of another region have their own", () => {
  expect(accounts.batch(rolePi, jblow)).toBe(accounts.batch({ ...rolePi, waitMinutes: 30 }, { ...jblow }));
  expect(accounts.batch(rolePi, jblow)).not.toBe(accounts.batch(rolePi, jones));
  expect(accounts.batch(rolePi, jblow)).not.toBe(accounts.batchOnce(rolePi, jblow));
  expect(accounts.logs(rolePi, jblow)).not.toBe(accounts.logs(rolePi, jblow, "us-east-1"));
  expect(accounts.batch(rolePi, jblow)).not.toBe(accounts.batch({ ...rolePi, region: "us-east-1" }, jblow));
});
