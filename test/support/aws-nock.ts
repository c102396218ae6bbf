/** AWS at the end of the wire: every call must be expected, and every expected call must be made. */
import nock from "nock";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import type { Actor } from "../../src/aws/accounts.ts";
import type { MemberId } from "../../src/domain/ids.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import { aPi } from "../fixtures/a-pi.ts";

export type Asked = {
  path: string;
  body: Record<string, unknown>;
  /** The session's token; absent where the process's own credentials signed. */
  session: string | null;
};

export type AwsAnswer =
  | { body: object }
  | { refusal: readonly [status: number, code: string, message?: string] };

export const role = "arn:aws:iam::111122223333:role/batchmate";

/** A lab whose jobs are reached with the process's own credentials. */
export const ownPi: Pi = aPi();

/** A lab whose role is assumed. */
export const rolePi: Pi & { role: string } = { ...ownPi, role, externalId: "lab-secret" };

export const jblow: Exclude<Actor, "system"> = { member: "U0JBLOW" as MemberId, hutchnet: "jblow" };

/** To be called once at the top of a test file. */
export function onlyExpectedAwsCalls(): void {
  beforeAll(() => {
    nock.disableNetConnect();
    nock.enableNetConnect("127.0.0.1");
  });
  const ownCredentials = (): void => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDOWN");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "example");
    for (const name of Object.keys(process.env).filter((name) => name.startsWith("AWS_ENDPOINT_URL"))) {
      vi.stubEnv(name, undefined);
    }
  };
  beforeAll(ownCredentials);
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    vi.unstubAllEnvs();
    ownCredentials();
    expect(pending).toEqual([]);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    nock.enableNetConnect();
  });
}

/** Answers one call after the other; what was asked is in the list by the time the answer is there. */
export function batchAnswers(path: string, ...answers: AwsAnswer[]): Asked[] {
  const asked: Asked[] = [];
  for (const answer of answers) {
    nock("https://batch.us-west-2.amazonaws.com")
      .post(path)
      .reply(async (request: Request) => {
        asked.push({
          path,
          body: JSON.parse((await request.text()) || "{}"),
          session: request.headers.get("x-amz-security-token"),
        });
        return jsonAnswer(answer);
      });
  }
  return asked;
}

function jsonAnswer(answer: AwsAnswer): [number, string, Record<string, string>] {
  const json = { "content-type": "application/json" };
  if ("body" in answer) return [200, JSON.stringify(answer.body), json];
  const [status, code, message = "no"] = answer.refusal;
  return [status, JSON.stringify({ message }), { ...json, "x-amzn-errortype": code }];
}

export type SessionAnswer =
  | { session: string; expiresAtMs: number }
  | { refusal: readonly [status: number, code: string] };

/** Answers AssumeRole; gives the form fields of each call. */
export function stsAnswers(...answers: SessionAnswer[]): Record<string, string>[] {
  const asked: Record<string, string>[] = [];
  for (const answer of answers) {
    nock("https://sts.us-west-2.amazonaws.com")
      .post("/")
      .reply(async (request: Request) => {
        asked.push(Object.fromEntries(new URLSearchParams(await request.text())));
        return stsAnswer(answer);
      });
  }
  return asked;
}

function stsAnswer(answer: SessionAnswer): [number, string, Record<string, string>] {
  const xml = { "content-type": "text/xml" };
  if ("refusal" in answer) {
    const [status, code] = answer.refusal;
    const error = `<Type>Sender</Type><Code>${code}</Code><Message>no</Message>`;
    return [status, `<ErrorResponse><Error>${error}</Error></ErrorResponse>`, xml];
  }
  const { session, expiresAtMs } = answer;
  const expiration = new Date(expiresAtMs).toISOString();
  const credentials =
    `<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>example</SecretAccessKey>` +
    `<SessionToken>${session}</SessionToken><Expiration>${expiration}</Expiration>`;
  const result = `<AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult>`;
  return [200, `<AssumeRoleResponse>${result}</AssumeRoleResponse>`, xml];
}
