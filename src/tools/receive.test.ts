import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { addressOf } from "../../test/support/loopback.ts";
import { main } from "./receive.ts";

const account = "111122223333";
const env = { BATCHMATE_EVENT_KEYS: `444455556666=other,${account}=s3cret-key`, PORT: "3123" };
const event = (id: string, changes: object = {}) =>
  JSON.stringify({
    id,
    "detail-type": "Batch Job State Change",
    account,
    detail: { jobId: "1" },
    ...changes,
  });

type Posted = { url: string; key: string; id: string };

async function run(
  argv: string[],
  given: {
    env?: Record<string, string>;
    files?: Record<string, string>;
    answers?: (n: number) => { status: number; retryAfterMs?: number };
  } = {},
) {
  const said: string[] = [];
  const complaints: string[] = [];
  const posted: Posted[] = [];
  const waited: number[] = [];
  const code = await main(argv, given.env ?? env, {
    readFile: (path) => {
      const text = given.files?.[path];
      if (text === undefined) throw new Error("no such file");
      return text;
    },
    post: async (url, { key, body }) => {
      posted.push({ url, key, id: JSON.parse(body).id });
      return { retryAfterMs: 5_000, ...(given.answers?.(posted.length) ?? { status: 202 }) };
    },
    wait: async (ms) => {
      waited.push(ms);
    },
    say: (line) => said.push(line),
    complain: (line) => complaints.push(line),
  });
  return { code, said, complaints, posted, waited };
}

const saved = (...events: string[]) => ({ "saved.json": events.join("\n") });

describe("a command line that is wrong is answered with code 2 and a sentence each", () => {
  test.each([
    ["nothing is given", [], "Give the file with the events, or --set-aside."],
    ["an option is unknown", ["--agian"], "There is no option --agian."],
    ["--again stands alone", ["--again"], "--again goes with --set-aside."],
    ["a switch has a value", ["--set-aside=yes"], "--set-aside takes no value."],
    ["the file is not there", ["none.json"], "The file none.json can not be read."],
  ])("when %s", async (_, argv, sentence) => {
    const { code, complaints, posted } = await run(argv);
    expect(code).toBe(2);
    expect(complaints).toContain(sentence);
    expect(complaints.at(-1)).toContain("--help");
    expect(posted).toEqual([]);
  });

  test.each([
    [{ PORT: "http" }, "PORT must be a port, 0 to 65535"],
    [{ PORT: "0" }, "PORT is 0"],
  ])("when the environment is %j", async (changes, sentence) => {
    const { code, complaints } = await run(["saved.json"], { env: { ...env, ...changes }, files: saved() });
    expect(code).toBe(2);
    expect(complaints[0]).toContain(sentence);
  });

  test("help needs nothing", async () => {
    const { code, said } = await run(["--help"], { env: {} });
    expect(code).toBe(0);
    expect(said.join("\n")).toContain("npm run receive -- --set-aside --again");
  });
});

describe("saved events", () => {
  test("are sent one after the other with their account's key, which is never shown", async () => {
    const { code, said, posted } = await run(["saved.json"], { files: saved(event("e1"), event("e2")) });
    expect(code).toBe(0);
    const url = "http://127.0.0.1:3123/aws/events";
    expect(posted).toEqual([
      { url, key: "s3cret-key", id: "e1" },
      { url, key: "s3cret-key", id: "e2" },
    ]);
    expect(said).toEqual([
      `202 taken     e1  Batch Job State Change of ${account}`,
      `202 taken     e2  Batch Job State Change of ${account}`,
    ]);
  });

  test.each([
    [{ HOST: "0.0.0.0" }, "http://127.0.0.1:3123/aws/events"],
    [{ HOST: "::" }, "http://[::1]:3123/aws/events"],
    [{ HOST: "::1" }, "http://[::1]:3123/aws/events"],
    [{ HOST: "bot.example.org" }, "http://bot.example.org:3123/aws/events"],
  ])("go where a bot with %j listens", async (changes, url) => {
    const { posted } = await run(["saved.json"], { env: { ...env, ...changes }, files: saved(event("e1")) });
    expect(posted[0]?.url).toBe(url);
  });

  test.each([
    [400, "refused", "finds no event in it"],
    [401, "refused", "does not know the key"],
    [403, "refused", "the key is not its account's"],
    [404, "not found", "are HOST and PORT the bot's?"],
    [413, "refused", "larger than 256 KiB"],
    [500, "not taken", "is it the bot?"],
  ])(
    "that are answered %i are told so, with code 1, and the next is sent all the same",
    async (status, word, why) => {
      const answers = (n: number) => ({ status: n === 1 ? status : 202 });
      const { code, said } = await run(["saved.json"], { files: saved(event("e1"), event("e2")), answers });
      expect(code).toBe(1);
      expect(said[0]).toMatch(new RegExp(`^${status} ${word} .*e1.*: `));
      expect(said[0]).toContain(why);
      expect(said[1]).toMatch(/^202 taken/);
    },
  );

  test("are sent again when the bot asks for that, as late as it asks", async () => {
    const answers = (n: number) => ({ status: n < 3 ? 503 : 202, retryAfterMs: 5_000 });
    const { code, posted, waited } = await run(["saved.json"], { files: saved(event("e1")), answers });
    expect(code).toBe(0);
    expect(posted).toHaveLength(3);
    expect(waited).toEqual([5_000, 5_000]);
  });

  test("are put off in the end when the bot never can", async () => {
    const answers = () => ({ status: 503 });
    const { code, said } = await run(["saved.json"], { files: saved(event("e1")), answers });
    expect(code).toBe(1);
    expect(said[0]).toMatch(/^503 put off/);
  });

  test("that are none, or whose account has no key, are not sent", async () => {
    const files = saved(event("e1", { account: "999988887777" }), '{"hello":1}', event("e3"), "hello");
    const { code, said, complaints, posted } = await run(["saved.json"], { files });
    expect(code).toBe(1);
    expect(posted.map(({ id }) => id)).toEqual(["e3"]);
    expect(said).toEqual([
      expect.stringMatching(/^not sent .*e1.*has no key for account 999988887777/),
      expect.stringMatching(/^not sent .*line 2, which is no event: it has no id/),
      expect.stringMatching(/^202 taken/),
    ]);
    expect(complaints).toEqual(["saved.json: line 4 is not JSON."]);
  });

  test("that nobody takes at all end with a sentence", async () => {
    const answers = () => {
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
    };
    const { code, complaints } = await run(["saved.json"], {
      files: saved(event("e1"), event("e2")),
      answers,
    });
    expect(code).toBe(1);
    expect(complaints).toEqual([
      "Nobody answers at http://127.0.0.1:3123/aws/events (ECONNREFUSED); is the bot running there?",
    ]);
  });

  test("an empty file is no success", async () => {
    const { code, complaints } = await run(["saved.json"], { files: saved("") });
    expect(code).toBe(1);
    expect(complaints).toHaveLength(1);
  });
});

test("run as a program it posts to the bot with the key of its environment", async () => {
  const seen: string[] = [];
  const address = await addressOf(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push(`${request.method} ${request.url} ${request.headers["x-api-key"]} ${JSON.parse(body).id}`);
    response.writeHead(202).end();
  });
  const folder = mkdtempSync(join(tmpdir(), "batchmate-receive-"));
  writeFileSync(join(folder, "saved.json"), event("e1"));
  const program = promisify(execFile)(
    process.execPath,
    ["src/tools/receive.ts", join(folder, "saved.json")],
    {
      env: { ...env, HOST: "127.0.0.1", PORT: new URL(address).port },
      timeout: 15_000,
    },
  );
  const { stdout, stderr } = await program.finally(() => rmSync(folder, { recursive: true }));
  expect({ stdout, stderr }).toEqual({
    stdout: `202 taken     e1  Batch Job State Change of ${account}\n`,
    stderr: "",
  });
  expect(seen).toEqual(["POST /aws/events s3cret-key e1"]);
});
