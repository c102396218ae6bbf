import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { looksSecret, maskSecrets, maskValues, maskWords } from "./secret.ts";

/** Put together here, so that no scanner of repositories takes them for real ones. */
const planted = {
  awsId: `AKIA${"IOSFODNN7EXAMPLE"}`,
  awsSecret: `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYEXAMPLEKEY"}`,
  awsSession: `IQoJb3JpZ2lu${"X2VjEHoaCXVzLXdlc3QtMiJHMEUCIQ=="}`,
  github: `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`,
  githubFine: `github_pat_${"11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz0123456789"}`,
  gitlab: `glpat-${"x9Yz8Wv7Ut6Sr5Qp4On3"}`,
  slack: `xoxb-${"2345678901-2345678901234-aBcDeFgHiJkLmNoPqRsTuVwX"}`,
  slackApp: `xapp-${"1-A012BCDEFGH-3456789012345-0123456789abcdef"}`,
  jwt: `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0NTY3ODkwIn0"}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P`,
  tower: `eyJ0aWQiOiAx${"MjM0fS5hYmNkZWYwMTIzNDU2Nzg5"}`,
  npm: `npm_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"}`,
  google: `AIza${"SyA1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6Q"}`,
  openai: `sk-proj-${"T3BlbkFJabcdefghijkl0123456789"}`,
  anthropic: `sk-ant-${"api03-abcdefghij0123456789-ABCDEFG"}`,
  huggingFace: `hf_${"AbCdEfGhIjKlMnOpQrStUvWxYz01234567"}`,
  databricks: `dapi${"0123456789abcdef0123456789abcdef"}`,
  sendGrid: `SG.${"ngeVfQFYQlKU0ufo8x5d1A"}.${"TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr"}`,
  stripe: `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`,
};

describe("a secret is masked and its surroundings are kept", () => {
  test.each([
    [`key id ${planted.awsId} used`, "key id [masked] used"],
    [`aws_secret_access_key = ${planted.awsSecret}`, "aws_secret_access_key = [masked]"],
    [`Secret access key  ${planted.awsSecret}`, "Secret access key  [masked]"],
    [`${planted.awsId},${planted.awsSecret}`, "[masked],[masked]"],
    [`${planted.awsId} / ${planted.awsSecret}`, "[masked] / [masked]"],
    [`"SecretAccessKey": "${planted.awsSecret}",`, '"SecretAccessKey": "[masked]",'],
    [`got ${planted.awsSession} back`, "got [masked] back"],
    [`AWS_SESSION_TOKEN=${planted.awsSession}`, "AWS_SESSION_TOKEN=[masked]"],
    [
      `git clone https://${planted.github}@github.com/lab/x.git`,
      "git clone https://[masked]@github.com/lab/x.git",
    ],
    [planted.githubFine, "[masked]"],
    [`remote: ${planted.gitlab}.`, "remote: [masked]"],
    [`posting with ${planted.slack}`, "posting with [masked]"],
    [`${planted.slackApp}`, "[masked]"],
    [`jwt ${planted.jwt} ok`, "jwt [masked] ok"],
    [`tower: ${planted.tower}`, "tower: [masked]"],
    [`//registry/:_authToken=${planted.npm}`, "//registry/:_authToken=[masked]"],
    [`${planted.google} ${planted.openai}`, "[masked] [masked]"],
    [planted.anthropic, "[masked]"],
    [`login ${planted.huggingFace}`, "login [masked]"],
    [planted.databricks, "[masked]"],
    [planted.sendGrid, "[masked]"],
    [planted.stripe, "[masked]"],
    ["Authorization: Bearer abcdef.123-456_789", "Authorization: Bearer [masked]"],
    ['{"Authorization": "token 0123456789"}', '{"Authorization": "token [masked]"}'],
    ["> authorization: Basic dXNlcjpwYXNzd29yZA==", "> authorization: Basic [masked]"],
    ["using Bearer 0123456789abcdefXYZ now", "using Bearer [masked] now"],
    [
      `AWS4-HMAC-SHA256 Credential=${planted.awsId}/20261120/us-west-2/s3/aws4_request, Signature=${"0a".repeat(32)}`,
      "AWS4-HMAC-SHA256 Credential=[masked]/20261120/us-west-2/s3/aws4_request, Signature=[masked]",
    ],
    ["Set-Cookie: session=abcdef0123; Path=/", "Set-Cookie: [masked]"],
    ["postgres://lab:hunter2@db.example.org/reads", "postgres://lab:[masked]@db.example.org/reads"],
    ["postgres://lab:p@ss@db.example.org/reads", "postgres://lab:[masked]@db.example.org/reads"],
    [
      `https://b.s3.amazonaws.com/k?X-Amz-Credential=${planted.awsId}%2F20261120&X-Amz-Expires=60&X-Amz-Signature=${"0a".repeat(32)}`,
      "https://b.s3.amazonaws.com/k?X-Amz-Credential=[masked]&X-Amz-Expires=60&X-Amz-Signature=[masked]",
    ],
    [
      "https://a.blob.core.windows.net/c/f?sv=2024&sig=abc%2Bdef%3D&se=2026",
      "https://a.blob.core.windows.net/c/f?sv=2024&sig=[masked]&se=2026",
    ],
    [
      "AccountName=lab;AccountKey=Zm9vYmFyYmF6cXV4==;Suffix=x",
      "AccountName=lab;AccountKey=[masked];Suffix=x",
    ],
    [
      "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX",
      "https://hooks.slack.com/services/[masked]",
    ],
    [
      "-----BEGIN RSA PRIVATE KEY-----\\nMIIEow\\nabc\\n-----END RSA PRIVATE KEY-----",
      "-----BEGIN RSA PRIVATE KEY-----[masked]-----END RSA PRIVATE KEY-----",
    ],
    ["key = -----BEGIN PRIVATE KEY-----\nMIIEvQ\nabc", "key = -----BEGIN PRIVATE KEY-----[masked]"],
    ["password=hunter2", "password=[masked]"],
    ["PASSWORD: hunter2", "PASSWORD: [masked]"],
    ["Enter password: correcthorse", "Enter password: [masked]"],
    ["export DB_PASS='it is secret' # comment", "export DB_PASS='[masked]' # comment"],
    ["password=a,b;c&d next", "password=[masked] next"],
    ["password=a1b2,user=jblow", "password=[masked],user=jblow"],
    [
      "https://x.org/login?user=jblow&password=abc&go=1",
      "https://x.org/login?user=jblow&password=[masked]&go=1",
    ],
    ['{"password": "hun\\"ter2", "n": 1}', '{"password": "[masked]", "n": 1}'],
    [
      '{"body": "{\\"password\\":\\"hunter2\\",\\"n\\":1}"}',
      '{"body": "{\\"password\\":\\"[masked]\\",\\"n\\":1}"}',
    ],
    ["{'api_key': 'abc123def456'}", "{'api_key': '[masked]'}"],
    ["apiKey=abc123def456", "apiKey=[masked]"],
    ["API key: abc123def456", "API key: [masked]"],
    ["efetch.fcgi?db=sra&api_key=0123456789abcdef&id=1", "efetch.fcgi?db=sra&api_key=[masked]&id=1"],
    ["client_secret => 's3cr3t-value'", "client_secret => '[masked]'"],
    ["tool --token abc123def456 --in x", "tool --token [masked] --in x"],
    ["tool --db-password=abc --in x", "tool --db-password=[masked] --in x"],
    ['["--token", "abc123def456"]', '["--token", "[masked]"]'],
    ["<password>hunter2</password>", "<password>[masked]</password>"],
    ['os.environ["API_TOKEN"] = "abc123def"', 'os.environ["API_TOKEN"] = "[masked]"'],
    ["token = b'abc123def'", "token = b'[masked]'"],
    ["token=bearer12345", "token=[masked]"],
    ["machine api.x.org login jblow password hunter2", "machine api.x.org login jblow password [masked]"],
    ["+ curl -u jblow:hunter2 https://x.org", "+ curl -u jblow:[masked] https://x.org"],
    ["+ sshpass -p hunter2 ssh x", "+ sshpass -p [masked] ssh x"],
    ["spark.ssl.keyPassword=hunter2", "spark.ssl.keyPassword=[masked]"],
    ["user's accessKey=abc123def456", "user's accessKey=[masked]"],
    ['"key":"0123456789abcdef0123456789abcdef"', '"key":"[masked]"'],
  ])("%s", (text, shown) => {
    expect(maskSecrets(text).text).toBe(shown);
    expect(maskSecrets(text).masked).toBe(shown.split("[masked]").length - 1);
    expect(maskSecrets(shown).text).toBe(shown);
  });
});

describe("what only sounds like a secret stays", () => {
  test.each([
    "max_tokens: 4096, tokens=512, pad_token_id=0, eos_token=</s>",
    "loading tokenizer=bert-base-uncased",
    "next_token=abcdefghij0123",
    "secretion=0.51 secretome: 1234567890",
    "qc_pass=PASS first_pass: 120000",
    "PWD=/home/jblow OLDPWD=/tmp",
    "password=None token=null secret=***",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a shell prints it
    "password=${DB_PASSWORD} token=$TOKEN secret=<your-secret>",
    "secret_arn=arn:aws:secretsmanager:us-west-2:111122223333:secret:db-AbCdEf",
    "token_file=/var/run/secrets/token private_key=/etc/ssl/private/host.pem",
    "Error: invalid token: unexpected",
    "SyntaxError: Unexpected token: '<'",
    "token expired at 2026-11-20T10:00:00Z",
    "login(token=self.token, key=os.environ[name])",
    "primary key: sample_id, sort key: lane_number",
    "s3://fh-pi-peters-u/out/NA12878/reads.bam",
    "http://localhost:8080/path?x=1@2",
    "https://example.org:8443/a@b",
    "basic understanding of internationalization",
    "3f5a9c1d2e4b6a7c8d9e0f1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b1c  reads.bam",
    "ACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGTACGT",
    "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "AWS_BATCH_JOB_ID=3fa9c1d2-0000-4000-8000-000000000000",
    "risk-assessment-of-the-2026-cohort-release",
  ])("%s", (text) => {
    expect(maskSecrets(text)).toEqual({ text, masked: 0 });
  });
});

describe("a value given by a person", () => {
  test.each([
    ["DB_PASSWORD", "hunter2"],
    ["password", "1234"],
    ["API_KEY", "abc123def456"],
    ["apiToken", "abc123def456"],
    ["WANDB_KEY", "0123456789abcdef0123456789abcdef01234567"],
    ["AWS_SECRET_ACCESS_KEY", planted.awsSecret],
    ["ANYTHING", planted.github],
    ["DATABASE_URL", "postgres://lab:hunter2@db/reads"],
    ["AWS_ACCESS_KEY_ID", planted.awsId],
  ])("for %s looks like a secret", (name, value) => {
    expect(looksSecret(name, value)).toBe(true);
  });

  test.each([
    ["SAMPLE", "NA12878"],
    ["MAX_TOKENS", "4096"],
    ["TOKENIZER", "bert-base-uncased"],
    ["SECRET_ARN", "arn:aws:secretsmanager:us-west-2:111122223333:secret:db"],
    ["TOKEN_FILE", "/tmp/token"],
    ["S3_KEY", "out/NA12878/lane1.bam"],
    ["KEY", "sample_id"],
    ["PASSWORD", ""],
    ["PASSWORD", "$DB_PASSWORD"],
    ["PRIVATE_KEY", "s3://fh-pi-peters-u/keys/host.pem"],
  ])("for %s, %s, does not", (name, value) => {
    expect(looksSecret(name, value)).toBe(false);
  });
});

test("no text makes masking fail, and masking again finds no more than masks", () => {
  const parts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      ...Object.values(planted),
      "password",
      "token",
      "=",
      ": ",
      '"',
      "\\",
      "://",
      "@",
      "--",
      "Bearer ",
      "[masked]",
      "-----BEGIN PRIVATE KEY-----",
      "&sig=",
      "\n",
    ),
  );
  fc.assert(
    fc.property(fc.array(parts), (list) => {
      const { text, masked } = maskSecrets(list.join(""));
      expect(text.split("[masked]").length - 1).toBeGreaterThanOrEqual(masked > 0 ? 1 : 0);
    }),
    { numRuns: 2_000 },
  );
});

test("a planted secret between blanks never survives, whatever else the line says", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...Object.values(planted).filter((secret) => secret !== planted.awsSecret)),
      fc.string(),
      (before, secret, after) => {
        expect(maskSecrets(`${before} ${secret} ${after}`).text).not.toContain(secret);
      },
    ),
    { numRuns: 1_000 },
  );
});

describe("what is kept of a command", () => {
  test.each([
    [
      ["tool", "--password", "hunter2secret"],
      ["tool", "--password", "[masked]"],
    ],
    [
      ["tool", `--token=${planted.github}`],
      ["tool", "--token=[masked]"],
    ],
    [
      ["echo", "hello world"],
      ["echo", "hello world"],
    ],
    [[], []],
  ])("%j is kept as %j", (command, kept) => {
    expect(maskWords(command)).toEqual(kept);
  });

  test("a parameter that looks like a secret, by name or in itself, is kept masked", () => {
    expect(maskValues({ sample: "NA12878", api_token: "a9f8e7d6c5b4a3", other: planted.awsId })).toEqual({
      sample: "NA12878",
      api_token: "[masked]",
      other: "[masked]",
    });
  });
});
