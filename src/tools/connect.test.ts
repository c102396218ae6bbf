import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import nock from "nock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type EventBridgeAccount,
  eventBridgeAccount,
  eventBridgeClient,
  serveEventBridge,
} from "../../test/support/event-bridge.ts";
import { main } from "./connect.ts";

const role = "arn:aws:iam::111122223333:role/batchmate-post";
const given = ["--webhook", "https://batchmate.example.org", "--account", "111122223333", "--role", role];
const env = { BATCHMATE_EVENT_KEYS: "444455556666=other,111122223333=k7QmPz0vWb3TnXc9" };

let account: EventBridgeAccount;

beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect("127.0.0.1");
});
beforeEach(() => {
  account = eventBridgeAccount();
  serveEventBridge(account);
});
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

describe("a command line that is wrong is answered with code 2, a sentence each, and no call to AWS", () => {
  test.each([
    ["nothing is given", [], ["--account is missing", "--webhook is missing", "--role is missing"]],
    ["an option is unknown", [...given, "--webhok=x"], ["There is no option --webhok."]],
    ["a word stands alone", [...given, "now"], ["Word 7 belongs to no option."]],
    ["an option has no value", [...given, "--name"], ["--name needs a value."]],
    ["an option swallows the next", ["--role", ...given], ["--role needs a value.", "Word", "given twice"]],
    ["an option is given twice", [...given, "--account", "111122223333"], ["--account is given twice."]],
    ["a switch has a value", [...given, "--check=yes"], ["--check takes no value."]],
    [
      "two deeds are asked at once",
      [...given, "--check", "--disconnect"],
      ["--check or --disconnect, not both"],
    ],
    ["the account is no account", replaced("--account", "peters-u"), ["--account must be 12 digits."]],
    ["the role is no ARN", replaced("--role", "batchmate"), ["--role must be the ARN of a role"]],
    [
      "the role is another account's",
      replaced("--account", "444455556666"),
      ["--role is of account 111122223333, not of 444455556666."],
    ],
    [
      "the dead-letter queue is another account's",
      [...given, "--dead-letter", "arn:aws:sqs:us-west-2:444455556666:dead"],
      ["--dead-letter is of account 444455556666"],
    ],
    [
      "the dead-letter queue is no queue",
      [...given, "--dead-letter", role],
      ["--dead-letter must be the ARN of an SQS queue"],
    ],
    [
      "the webhook is not https",
      replaced("--webhook", "http://batchmate.example.org"),
      ["must begin with https://"],
    ],
    ["the name is no name", [...given, "--name", "lab one"], ["--name must be 1 to 46"]],
    ["who is to be cut off is not said", ["--disconnect"], ["--account is missing"]],
  ])("when %s", async (_, argv, sentences) => {
    const { code, said, complaints } = await run(argv);
    expect({ code, said }).toEqual({ code: 2, said: [] });
    for (const sentence of sentences) expect(complaints.join("\n")).toContain(sentence);
    for (const complaint of complaints.slice(0, -1)) expect(complaint).toMatch(/^[^\n]+\.$/);
    expect(complaints.at(-1)).toContain("--help");
    expect(account.calls).toEqual([]);
  });

  test.each([
    ["no keys are set", {}, "BATCHMATE_EVENT_KEYS is not set"],
    [
      "no key is the account's",
      { BATCHMATE_EVENT_KEYS: "444455556666=other" },
      "no key for account 111122223333",
    ],
    [
      "AWS is somewhere strange",
      { ...env, AWS_ENDPOINT_URL: "https://rogue.example.org" },
      "AWS_ENDPOINT_URL leads to rogue.example.org, which is neither AWS nor this machine",
    ],
  ])("when %s", async (_, environment, sentence) => {
    const { code, complaints } = await run(given, environment);
    expect(code).toBe(2);
    expect(complaints[0]).toContain(sentence);
    expect(account.calls).toEqual([]);
  });

  test.each([[["--key", "s3cret"]], [["--api-key=s3cret"]], [["--secret=s3cret"]]])(
    "a key on the command line is refused and not repeated: %j",
    async (argv) => {
      const { code, complaints } = await run([...given, ...argv]);
      expect(code).toBe(2);
      expect(complaints[0]).toBe(
        "The key is never given on the command line; it is read from BATCHMATE_EVENT_KEYS.",
      );
      expect(complaints.join()).not.toContain("s3cret");
    },
  );
});

test("help is given without any setting", async () => {
  const { code, said } = await run(["--help"], {});
  expect(code).toBe(0);
  expect(said.join("\n")).toContain("npm run connect -- --disconnect --account ID");
});

describe("connect", () => {
  test("says what it made, uses the account's own key and never shows it", async () => {
    const { code, said, complaints } = await run([...given, "--name=lab"]);
    expect({ code, complaints }).toEqual({ code: 0, complaints: [] });
    expect(said).toEqual([
      "created    connection lab",
      "created    destination lab",
      "created    rule lab-job-state-change",
      "created    target lab-job-state-change",
      "created    rule lab-job-queue-blocked",
      "created    target lab-job-queue-blocked",
      "The events of account 111122223333 go to https://batchmate.example.org/aws/events. In a minute, look with --check.",
    ]);
    const connection = account.calls.find(({ operation }) => operation === "CreateConnection");
    expect(JSON.stringify(connection)).toContain("k7QmPz0vWb3TnXc9");
    expect(said.join()).not.toContain("k7QmPz0vWb3TnXc9");
  });

  test("gives the dead-letter queue on", async () => {
    const queue = "arn:aws:sqs:us-west-2:111122223333:dead";
    await run([...given, "--dead-letter", queue]);
    expect(account.targets.get("batchmate-job-state-change")).toMatchObject([
      { DeadLetterConfig: { Arn: queue } },
    ]);
  });

  test("gives one lab's key to no other lab, should the credentials be another's", async () => {
    account.refuse("DescribeEventBus", 200, {
      Arn: "arn:aws:events:us-west-2:999988887777:event-bus/default",
    });
    const { code, complaints } = await run(given);
    expect(code).toBe(1);
    expect(complaints).toEqual([
      "These credentials are of account 999988887777, not 111122223333; nothing was done.",
    ]);
    expect(account.deeds()).toEqual([]);
  });

  test.each([
    [400, "AccessDeniedException", "Could not write the connection batchmate: no."],
    [
      400,
      "ThrottlingException",
      "Could not write the connection batchmate: no. Try again in a minute: what was done so far is kept.",
    ],
    [
      500,
      "InternalException",
      "Could not write the connection batchmate: no. It may have been done all the same: run the same command again, which is safe.",
    ],
  ])("after a %i %s says in a sentence what failed and what to do", async (status, type, sentence) => {
    account.refuse("CreateConnection", status, { __type: type, message: "no" });
    const { code, complaints } = await run(given);
    expect({ code, complaints }).toEqual({ code: 1, complaints: [sentence] });
  });
});

describe("check", () => {
  test("of a road that carries events is 0, and a missing dead-letter queue is only said", async () => {
    await run(given);
    const { code, said } = await run(["--check", ...given], {});
    expect(code).toBe(0);
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/^weak {4}The target .* has no dead-letter queue/);
    expect(said[2]).toBe("The road batchmate carries events.");
  });

  test("of a road that is broken is 1, and needs neither key nor account", async () => {
    const { code, said } = await run(["--check"], {});
    expect(code).toBe(1);
    expect(said[0]).toBe("broken  There is no connection batchmate.");
    expect(said.at(-1)).toBe("The road batchmate does not carry events as it should.");
  });
});

describe("disconnect", () => {
  test("removes what connect made", async () => {
    await run(given);
    const { code, said } = await run(["--disconnect", "--account", "111122223333"], {});
    expect(code).toBe(0);
    expect(said).toEqual([
      "removed    rule batchmate-job-state-change",
      "removed    rule batchmate-job-queue-blocked",
      "removed    destination batchmate",
      "removed    connection batchmate",
    ]);
    expect([account.rules.size, account.destinations.size, account.connections.size]).toEqual([0, 0, 0]);
  });

  test("cuts off no other lab", async () => {
    await run(given);
    account.refuse("DescribeEventBus", 200, {
      Arn: "arn:aws:events:us-west-2:999988887777:event-bus/default",
    });
    expect((await run(["--disconnect", "--account", "111122223333"])).code).toBe(1);
    expect(account.connections.size).toBe(1);
  });
});

test("run as a program it takes key, credentials, region and endpoint from its environment", async () => {
  const server = createServer(async (request, response) => {
    const [status, body] = account.answer(String(request.headers["x-amz-target"]), await text(request));
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const program = promisify(execFile)(process.execPath, ["src/tools/connect.ts", ...given], {
    timeout: 15_000,
    env: {
      ...env,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "example",
    },
  });
  const { stdout, stderr } = await program.finally(() => server.close());
  expect(stdout).toMatch(/^created {4}connection batchmate\n/);
  expect(stderr).toBe("");
  expect(account.deeds()).toHaveLength(6);
});

async function run(argv: string[], environment: Record<string, string> = env) {
  const said: string[] = [];
  const complaints: string[] = [];
  const code = await main(argv, environment, {
    open: eventBridgeClient,
    readFile: () => "",
    say: (line) => said.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, said, complaints };
}

function replaced(option: string, value: string): string[] {
  const at = given.indexOf(option) + 1;
  return given.with(at, value);
}
