/** Secrets planted in a log, in every form that people have met, go through the road of log text from end to end. */
import { describe, expect, test } from "vitest";
import { ownVariables as own, readMasked, shownOf as shown } from "../../test/support/masked-log.ts";

/** Put together here, so that no scanner of repositories takes them for real ones. */
const tokens: Readonly<Record<string, string>> = {
  "AWS access key": `AKIA${"Z7QW4ERT5YUI8OPA"}`,
  "AWS temporary key": `ASIA${"Z7QW4ERT5YUI8OPA"}`,
  "AWS session token": `IQoJb3JpZ2luX2VjE${"HoaCXVzLXdlc3QtMiJHMEUCIQDx8Qm7Yb3kZ9".repeat(4)}==`,
  "GitHub classic": `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`,
  "GitHub app": `ghs_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`,
  "GitHub fine-grained": `github_pat_${"11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789"}`,
  GitLab: `glpat-${"x9Yz8Wv7Ut6Sr5Qp4On3"}`,
  "Slack bot": `xoxb-${"2345678901-2345678901234-aBcDeFgHiJkLmNoPqRsTuVwX"}`,
  "Slack user": `xoxp-${"2345678901-2345678901-2345678901-0123456789abcdef0123456789abcdef"}`,
  "Slack app": `xapp-${"1-A012BCDEFGH-3456789012345-0123456789abcdef"}`,
  npm: `npm_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"}`,
  PyPI: `pypi-AgEIcHlwaS5vcmc${"CJDU1YzE4LTRhZmQtNGY3Mi1hZDUxLWE1NmVmZDA1YmY3"}`,
  "Hugging Face": `hf_${"AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh"}`,
  JWT: `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0NTY3ODkwIn0"}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U`,
  OpenAI: `sk-proj-${"T3BlbkFJabcdefghijkl0123456789"}`,
  Anthropic: `sk-ant-${"api03-abcdefghij0123456789-ABCDEFG"}`,
  Google: `AIza${"SyA1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6Q"}`,
  Stripe: `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`,
  Databricks: `dapi${"0123456789abcdef0123456789abcdef"}`,
  Docker: `dckr_pat_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7"}`,
  Figma: `figd_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9m"}`,
  Notion: `ntn_${"12345678901aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI"}`,
  Grafana: `glc_${"eyJvIjoiMTIzNDU2IiwibiI6ImxhYiJ9aB3dE6gH"}`,
  Vercel: `vcp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF"}`,
};

/** Where a program prints it. */
const forms: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  "on its own": (secret) => [secret],
  "in a sentence": (secret) => [`connecting with ${secret} now`],
  "in quotes": (secret) => [`key='${secret}', next`],
  "in JSON": (secret) => [JSON.stringify({ level: "info", nested: { value: secret }, n: 1 })],
  "in JSON in JSON": (secret) => [JSON.stringify({ body: JSON.stringify({ value: secret }) })],
  "as a header": (secret) => [`> Authorization: Bearer ${secret}`],
  "by curl": (secret) => [`+ curl -H 'Authorization: token ${secret}' https://api.example.org/x`],
  "as an option": (secret) => [`run.sh --token=${secret} --in reads.bam`],
  "as an exported variable": (secret) => [`+ export SOME_TOKEN=${secret}`],
  "in an address": (secret) => [
    `GET https://example.org/x?access_token=${encodeURIComponent(secret)}&page=2`,
  ],
  "in colours": (secret) => [
    `\x1b[1;32mkey\x1b[0m: ${secret.slice(0, 7)}\x1b[31m${secret.slice(7)}\x1b[0m end`,
  ],
  "letter by letter in colours": (secret) => [
    [...secret].map((char) => `\x1b[3${char.length}m${char}`).join(""),
  ],
  "torn by a progress bar": (secret) => [`value ${secret.slice(0, 9)}\r${secret.slice(9)} 42 % done`],
  "behind a progress bar": (secret) => [`10 %\r20 %\r100 % ${secret}\r`],
  "torn by erasing the line": (secret) => [`value ${secret.slice(0, 9)}\x1b[2K${secret.slice(9)} done`],
  "with what has no width in it": (secret) => [`${secret.slice(0, 8)}\u200b${secret.slice(8)}\u00ad`],
  "beside lone surrogates and NULs": (secret) => [`\ud800 ${secret} \udfff\u0000`],
  "in a traceback": (secret) => [`ValueError: could not sign in with '${secret}'`],
};

describe.each(Object.entries(tokens))("a token of %s is masked", (_who, secret) => {
  test.each(Object.entries(forms))("%s", async (_how, printed) => {
    const text = await shown(...printed(secret));
    expect(text).toContain("[masked]");
    for (const piece of piecesOf(secret)) expect(text).not.toContain(piece);
  });
});

/** No run of eight characters may be left of it. */
function piecesOf(secret: string): string[] {
  const known =
    /^(?:AKIA|ASIA|ghp_|ghs_|github_pat_|glpat-|xox[bp]-|xapp-|npm_|pypi-|hf_|sk-(?:proj|ant)-|AIza|sk_live_|dapi|dckr_pat_|figd_|ntn_|glc_|vcp_)/;
  const body = secret.replace(known, "");
  return Array.from({ length: Math.max(body.length - 7, 1) }, (_, at) => body.slice(at, at + 8));
}

describe("what has no shape of its own is masked by what stands around it", () => {
  test.each([
    ["password=hunter2secret", "hunter2"],
    ["Password for lab: hunter2secret", "hunter2"],
    ['{"password":"hunter2secret"}', "hunter2"],
    ["mysql -h db --password hunter2secret reads", "hunter2"],
    ["https://jblow:hunter2secret@example.org/x", "hunter2"],
    ["postgres://lab:hunter2secret@db.example.org/reads", "hunter2"],
    ["mongodb+srv://lab:hunter2secret@cluster.example.org/x?retryWrites=true", "hunter2"],
    ["redis://:hunter2secret@cache:6379/0", "hunter2"],
    ["jdbc:mysql://db/x?user=lab&password=hunter2secret", "hunter2"],
    ["Server=db;Database=x;User Id=lab;Password=hunter2secret;Encrypt=true", "hunter2"],
    ["host=db user=lab password=hunter2secret dbname=x", "hunter2"],
    ["DefaultEndpointsProtocol=https;AccountName=lab;AccountKey=aHVudGVyMnNlY3JldA==;", "aHVudGVy"],
    ["Authorization: Basic amJsb3c6aHVudGVyMnNlY3JldA==", "aHVudGVy"],
    ["Authorization: Bearer 0a1b2c3d4e5f", "0a1b2c"],
    ["x-api-key: 0a1b2c3d4e5f", "0a1b2c"],
    ["Cookie: session=0a1b2c3d4e5f; other=1", "0a1b2c"],
    ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYZZZZZZZKEY", "wJalr"],
    [`AKIA${"Z7QW4ERT5YUI8OPA"} and secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYZZZZZZZKEY`, "wJalr"],
    ["the secret of the account is wJalrXUtnFEMI/K7MDENG/bPxRfiCYZZZZZZZKEY.", "wJalr"],
    ["https://b.s3.amazonaws.com/k?X-Amz-Signature=0a1b2c3d4e5f0a1b2c3d4e5f&X-Amz-Expires=60", "0a1b2c"],
    ["the sample of MRN-123456", "123456"],
    ["PATIENT Smith was enrolled", "Smith"],
  ])("%s", async (line, secret) => {
    const text = await shown(line);
    expect(text).toContain("[masked]");
    expect(text).not.toContain(secret);
  });
});

describe("a job's own secret is masked, though nothing says that it is one", () => {
  const secrets = [
    own.DB_PASSWORD,
    own.REDCAP_TOKEN,
    own.SENTRY_DSN,
    own.DATABASE_URL,
    own.NCBI_API_KEY,
    own.LICENSE_KEY,
    own.CALLBACK,
    own.JOIN_TOKEN,
    "gr3y-owl-51",
    "w1nter!is!here",
  ];
  const ways: Readonly<Record<string, (secret: string) => readonly string[]>> = {
    plain: (secret) => [`got ${secret} here`],
    "in double quotes": (secret) => [`got ${JSON.stringify(secret)} here`],
    "in single quotes": (secret) => [`got '${secret.replaceAll("'", "'\\''")}' here`],
    "as an address has it": (secret) => [`got ${encodeURIComponent(secret)} here`],
    "as a form sends it": (secret) => [`got ${new URLSearchParams({ v: secret })} here`],
    "in base64": (secret) => [`got ${Buffer.from(secret).toString("base64")} here`],
    "in base64 behind a name": (secret) => [`got ${Buffer.from(`lab:${secret}`).toString("base64")} here`],
    "in base64 with a line end": (secret) => [`got ${Buffer.from(`${secret}\n`).toString("base64")} here`],
    "in base64 for addresses": (secret) => [`got ${Buffer.from(`ab${secret}`).toString("base64url")} here`],
    "in base64 over many lines": (secret) =>
      Buffer.from(secret)
        .toString("base64")
        .match(/.{1,64}/g) ?? [],
    "in colours": (secret) => [`got ${secret.slice(0, 4)}\x1b[1;31m${secret.slice(4)}\x1b[0m here`],
    "torn by a progress bar": (secret) => [`got ${secret.slice(0, 5)}\r${secret.slice(5)} here`],
    "in a progress bar": (secret) => [`1 %\r2 % ${secret}`],
    "in an array of bytes' text": (secret) => [`b'${secret}'`],
  };
  const cases = secrets.flatMap((secret) => Object.keys(ways).map((way) => [way, secret] as const));
  test.each(cases)("%s: %s", async (way, secret) => {
    const text = await shown(...(ways[way]?.(secret) ?? []));
    expect(text).toContain("[masked]");
    for (const told of [secret, encodeURIComponent(secret), secret.slice(5)])
      expect(text).not.toContain(told);
    const encoded = Buffer.from(secret).toString("base64").slice(0, -4);
    if (encoded.length >= 8) expect(text).not.toContain(encoded);
  });

  test.each(["", "x", "lab:"])("in base64 behind %j is masked to its last letter", async (before) => {
    for (const encoding of ["base64", "base64url"] as const)
      for (const secret of [own.REDCAP_TOKEN, "gr3y-owl-51", "w1nter!is!here"]) {
        const encoded = Buffer.from(`${before}${secret}`).toString(encoding);
        expect(await shown(`got ${encoded} here`)).toMatch(/^got .{0,6}\[masked\] here$/);
      }
  });

  test("of which one word stands in a sign-in is masked alone as well", async () => {
    expect(await shown("sign-in with s3sam3!open failed")).toBe("sign-in with [masked] failed");
  });

  test("of many lines is masked line by line", async () => {
    expect(await shown("> MHcCAQEEIBk8sW1qYz <", "> oAoGCCqGSM49AwEH <")).toBe("> [masked] <\n> [masked] <");
  });

  test("that only a secret store knows is masked by the name of its variable", async () => {
    expect(
      await shown("VAULT_PW=winter", '{"VAULT_PW": "winter", "n": 1}', "VAULT_PW_FILE=/x, VAULT_PWX=1"),
    ).toBe('VAULT_PW=[masked]\n{"VAULT_PW": "[masked]", "n": 1}\nVAULT_PW_FILE=/x, VAULT_PWX=1');
  });
});

describe("a private key over many lines", () => {
  const body = [`MIIEowIBAAKCAQEA${"x1Y2z3".repeat(8)}`, `AbCdEf0123456789${"q9W8e7".repeat(8)}`, "c2hvcnQ="];
  const begin = "-----BEGIN RSA PRIVATE KEY-----";
  const end = "-----END RSA PRIVATE KEY-----";
  const everyLine = (around: (line: string) => string) => [begin, ...body, end].map(around);

  test.each([
    ["as it is", (line: string) => line],
    ["behind a timestamp", (line: string) => `2026-11-29T10:00:07.123Z INFO ${line}`],
    ["behind a logger's name", (line: string) => `[worker-3] ${line}`],
    ["within quotes", (line: string) => `"${line}\\n" +`],
    ["indented", (line: string) => `    ${line}`],
  ])("%s", async (_how, around) => {
    const text = await shown("before", ...everyLine(around), "after");
    for (const line of body) expect(text).not.toContain(line.slice(0, 8));
    expect(text).toMatch(/^before\n/);
    expect(text).toMatch(/\nafter$/);
  });

  test("in one event of many lines, and in one line with \\n", async () => {
    for (const joint of ["\n", "\\n", "\r\n"]) {
      const text = await shown([begin, ...body, end].join(joint));
      for (const line of body) expect(text).not.toContain(line.slice(0, 8));
    }
  });

  test("of OpenSSH, of which only the middle was read", async () => {
    const line = `b3BlbnNzaC1rZXktdjEAAAAABG5vbmU${"Q1w2E3".repeat(7)}`.slice(0, 70);
    expect(await shown("x", `12:00:01 ${line}`, line)).toBe("x\n12:00:01 [masked]\n[masked]");
  });

  test("of which one end was not read", async () => {
    for (const lines of [body.concat(end), [begin, ...body], body.slice(0, 2)]) {
      const text = await shown(...lines);
      for (const line of body) expect(text).not.toContain(line.slice(0, 8));
    }
  });
});

test("what was masked is counted", async () => {
  const lines = await readMasked(`a ${tokens.npm} b ${tokens.JWT}`, "nothing", "password=hunter2secret");
  expect(lines.map(({ masked }) => masked)).toEqual([2, 0, 1]);
});
