import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { PiName } from "../domain/ids.ts";
import type { Labs, Pi } from "../domain/people/pi.ts";
import { type ParsedLabs, parseLabs, readLabs } from "./labs-file.ts";

const example = fileURLToPath(new URL("../../test/fixtures/labs.yaml", import.meta.url));

function labsOf(parsed: ParsedLabs): Labs {
  if (!parsed.ok) throw new Error(told(parsed).join("\n"));
  return parsed.labs;
}

function piOf(labs: Labs, name: string): Pi {
  const pi = labs.pis.get(name as PiName);
  if (pi === undefined) throw new Error(`no ${name}`);
  return pi;
}

function told(parsed: ParsedLabs): string[] {
  return parsed.ok
    ? []
    : parsed.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

function problemsOf(text: string, region: string | undefined = "us-west-2"): string[] {
  return told(parseLabs([{ path: "labs.yaml", text }], region)).map((problem) =>
    problem.replace("labs.yaml:", ""),
  );
}

/** One lab whose lines stand under `peters-u:`; they begin at line 3. */
function lab(...lines: string[]): string {
  return ["pis:", "  peters-u:", ...lines.map((line) => `    ${line}`)].join("\n");
}

const least = ['account: "111122223333"', "channel: C0PETERS"];

describe("a labs file", () => {
  test("with everything in it is read as it stands", () => {
    const labs = labsOf(readLabs(example, undefined));
    expect(labs.institute).toEqual({
      name: "Fred Hutch",
      helpChannel: "C0HELP",
      adminChannel: "C0ADMIN",
      docs: "https://batch.example.org/guide",
      consoleLink: expect.stringContaining("{account}"),
    });
    expect([...labs.pis.keys()]).toEqual(["peters-u", "doe-j", "adm-scicomp"]);
    expect(piOf(labs, "peters-u")).toEqual({
      name: "peters-u",
      account: "111122223333",
      region: "us-west-2",
      role: "arn:aws:iam::111122223333:role/batchmate-peters-u",
      externalId: "batchmate-peters-u",
      queues: ["default", "highmem"],
      definitions: ["hello", "align*"],
      commands: "any",
      channel: "C0PETERS",
      channels: ["C0ALIGN"],
      adopt: true,
      runTag: "nextflow-run",
      limits: {
        vcpus: 256,
        memoryGiB: 1024,
        arraySize: 10_000,
        hours: 72,
        commandsPerMinute: 60,
        openSubmissions: 1000,
        vcpuHoursPerMonth: 50_000,
      },
      approveAbove: { vcpus: 64 },
      stop: "owner",
      logs: { inThreads: true, share: "lab", mask: ["MRN-\\d+", "(?i)patient[ _]\\w+"] },
      arrayRetry: "env",
      mayDefine: false,
      digest: "off",
      waitMinutes: 30,
      jobRole: "fh-pi-peters-u-batchtask",
      scratch: { host: "/docker_scratch", mount: "/tmp" },
      guests: false,
      members: [
        { slack: "U0JBLOW", hutchnet: "jblow", role: "member" },
        { slack: "U0PETERS", hutchnet: "upeters", role: "manager" },
      ],
    });
  });

  test("says of a PI what the PI's own lines say, before the defaults", () => {
    const labs = labsOf(readLabs(example, "eu-west-1"));
    expect(piOf(labs, "doe-j")).toMatchObject({
      region: "us-east-1",
      role: "arn:aws:iam::444455556666:role/batchmate",
      limits: { vcpus: 64, memoryGiB: 1024, hours: 72 },
      members: [{ role: "manager" }, { role: "member" }],
    });
    expect(piOf(labs, "adm-scicomp")).toMatchObject({
      jobRole: "fh-div-adm-scicomp-batchtask",
      mayDefine: true,
    });
  });

  test("with an account and a channel alone has the documented defaults", () => {
    const labs = labsOf(parseLabs([{ path: "labs.yaml", text: lab(...least) }], "eu-central-1"));
    expect(labs.institute).toEqual({});
    expect(piOf(labs, "peters-u")).toEqual({
      name: "peters-u",
      account: "111122223333",
      region: "eu-central-1",
      commands: "any",
      channel: "C0PETERS",
      channels: [],
      adopt: false,
      limits: {},
      stop: "lab",
      logs: { inThreads: true, share: "lab", mask: [] },
      arrayRetry: "shell",
      mayDefine: false,
      digest: "weekly",
      waitMinutes: 15,
      jobRole: "fh-pi-peters-u-batchtask",
      scratch: { host: "/docker_scratch", mount: "/tmp" },
      guests: false,
      members: [],
    });
  });

  test("may leave a key empty, share values by aliases, and name the PI in any text", () => {
    const text = [
      "pis:",
      '  doe-j: { account: "111122223333", channel: C0DOE, members: , limits: &small { vcpus: 8 } }',
      '  roe-a: { account: "111122223333", channel: C0ROE, limits: *small, runTag: "run-{pi}" }',
    ].join("\n");
    const labs = labsOf(parseLabs([{ path: "labs.yaml", text }], "us-west-2"));
    expect(piOf(labs, "roe-a")).toMatchObject({ limits: { vcpus: 8 }, runTag: "run-roe-a" });
  });
});

type Broken = { name: string; text: string; problems: string[] };

const broken: Broken[] = parse(
  readFileSync(new URL("../../test/fixtures/broken-labs.yaml", import.meta.url), "utf8"),
);

describe("a broken labs file is told what is wrong, and where", () => {
  test.each(broken)("$name", ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test("no region anywhere", () => {
    const at = "2:3 peters-u.region is missing: name it here, under defaults, or in AWS_REGION";
    expect(told(parseLabs([{ path: "a", text: lab(...least) }], undefined))).toEqual([`a:${at}`]);
  });

  test("all mistakes are listed at once, in the order of the text", () => {
    const text = [
      "institut: {}",
      "defaults: { stop: nobody }",
      lab(
        "account: 5",
        "channel: peters",
        "members: [{ slack: U0J, hutchnet: a }, { slack: U0J, hutchnet: b }]",
      ),
      '  doe-j: { account: "111122223333", channel: peters }',
    ].join("\n");
    expect(problemsOf(text).map((problem) => problem.split(" ").slice(0, 2).join(" "))).toEqual([
      "1:1 institut",
      "2:19 defaults.stop",
      "5:14 peters-u.account",
      "6:14 peters-u.channel",
      "7:53 peters-u.members.1.slack",
      "8:46 doe-j.channel",
      "8:46 doe-j.channel",
    ]);
  });

  test("a bomb of aliases, an abyss and a flood end quickly and politely", () => {
    const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 9; level++) {
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    }
    expect(problemsOf(bomb.join("\n"))).toEqual(["1:1 too many aliases (*name) stand in aliases"]);
    expect(problemsOf(`pis: ${"[".repeat(20_000)}${"]".repeat(20_000)}`)[0]).toContain("nested too deeply");
    expect(problemsOf("#".repeat(1_024 * 1_024 + 1))).toEqual(["1:1 the file is larger than 1 MiB"]);
  });

  test("an alias that holds itself is refused", () => {
    expect(problemsOf(lab(...least, "channels: &a [*a, *a]"))).toEqual(["1:1 the file is nested too deeply"]);
  });
});

describe("a folder of labs files", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "labs-"));
    writeFileSync(
      join(folder, "00-institute.yaml"),
      "institute: { name: Fred Hutch }\ndefaults: { region: us-west-2 }\n",
    );
    writeFileSync(join(folder, "doe-j.yml"), `pis: { doe-j: { account: "111122223333", channel: C0DOE } }`);
    writeFileSync(join(folder, "peters-u.yaml"), lab(...least));
    writeFileSync(join(folder, "notes.txt"), "not: labs");
    writeFileSync(join(folder, ".hidden.yaml"), "not: labs");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is read as one", () => {
    const labs = labsOf(readLabs(folder, undefined));
    expect([...labs.pis.keys()]).toEqual(["doe-j", "peters-u"]);
    expect(labs.institute.name).toBe("Fred Hutch");
  });

  test("names a PI, the institute and the defaults once", () => {
    const text = `institute: {}\ndefaults: {}\n${lab(...least)}`;
    const problems = told(
      parseLabs(
        ["a.yaml", "b.yaml"].map((path) => ({ path, text })),
        "us-west-2",
      ),
    );
    expect(problems).toEqual([
      "b.yaml:1:1 institute stands already in a.yaml, line 1",
      "b.yaml:2:1 defaults stands already in a.yaml, line 2",
      "b.yaml:4:3 peters-u stands already in a.yaml, line 4",
    ]);
  });

  test("without YAML, and a path without anything, say so", () => {
    const empty = mkdtempSync(join(tmpdir(), "labs-"));
    expect(told(readLabs(empty, undefined))).toEqual([`${empty}:1:1 the folder holds no YAML file`]);
    rmSync(empty, { recursive: true });
    expect(told(readLabs("/nowhere/labs.yaml", undefined))).toEqual(["/nowhere/labs.yaml:1:1 is not there"]);
  });
});
