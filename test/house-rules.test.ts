/** The house rules. Each is held against an example that keeps it, one that breaks it, and then the house. */
import { expect, test } from "vitest";
import { exceptions, homes, named, plan, purePackages, topOfRepository } from "./support/house-plan.ts";
import { house, rule } from "./support/house-rule.ts";
import {
  cycles,
  type Import,
  importsOf,
  isTest,
  linesWith,
  playgroundCode,
  productCode,
  roomOf,
  type Tree,
} from "./support/source-tree.ts";

function productImports(tree: Tree): Import[] {
  return productCode(tree).flatMap(([path, text]) => importsOf(path, text));
}

const said = ({ path, line, target, isType }: Import): string =>
  `${path}:${line}  imports ${isType ? "types of " : ""}${target}`;

function isPlanned({ path, target, isType }: Import): boolean {
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === to) return true;
  const { uses = [], types = [] } = plan[from] ?? {};
  const edge = `${path} -> ${target}`;
  if (uses.includes(to)) return true;
  return isType && (types.includes(to) || edge in exceptions);
}

rule("a room imports only what its row in the plan allows", {
  good: {
    "src/threads/deliver.ts": 'import type { Store } from "../store/open-store.ts";',
    "src/store/jobs.ts": 'import { isFinal } from "../domain/report.ts";',
  },
  bad: { "src/threads/deliver.ts": 'import { openStore } from "../store/open-store.ts";' },
  why: "everything runs left to right: the middle is handed the rim and never opens it, the rim knows only the domain",
  find: (tree) =>
    productImports(tree)
      .filter((each) => each.isLocal && roomOf(each.target) !== "playground" && !isTest(each.target))
      .filter((each) => !isPlanned(each))
      .map(said),
});

rule("every room stands in the plan", {
  good: { "src/store/jobs.ts": "export {};" },
  bad: { "src/reports/weekly.ts": "export {};" },
  why: "a room of which nobody said whom it may use may use anybody",
  find: (tree) => productCode(tree).flatMap(([path]) => (roomOf(path) in plan ? [] : [path])),
});

test("every exception of the plan is still needed", () => {
  const edges = new Set(productImports(house).map(({ path, target }) => `${path} -> ${target}`));
  const idle = Object.keys(exceptions).filter((edge) => !edges.has(edge));
  expect(idle).toEqual([]);
});

rule("the domain and the messages use only libraries that cannot wait, ask or know the time", {
  good: { "src/domain/job/job.ts": 'import { z } from "zod";' },
  bad: { "src/domain/job/job.ts": 'import { readFileSync } from "node:fs";' },
  why: "what is decided and said must come out the same for the same facts, in a test as in a year",
  find: (tree) =>
    productImports(tree)
      .filter(({ path, isLocal }) => !isLocal && roomOf(path) in purePackages)
      .filter(({ path, target }) => !purePackages[roomOf(path)]?.includes(target))
      .map(said),
});

rule("the domain and the messages never wait", {
  good: { "src/domain/job/job.ts": "export function advance(job: Job, report: Report): Job {" },
  bad: { "src/domain/job/job.ts": "export async function advance(id: JobId): Promise<Job> {" },
  why: "a rule that waits has to be told what happened meanwhile",
  find: (tree) =>
    productCode(tree)
      .filter(([path]) => ["domain", "messages"].includes(roomOf(path)))
      .flatMap(([path, text]) => linesWith(path, text, /\b(async|await|Promise<)/)),
});

rule("a vendor's library lives in its own room", {
  good: {
    "src/aws/jobs.ts": 'import { BatchClient } from "@aws-sdk/client-batch";',
    "src/messages/text/block.ts": 'import type { KnownBlock } from "@slack/types";',
  },
  bad: { "src/commands/submit/submit.ts": 'import { BatchClient } from "@aws-sdk/client-batch";' },
  why: "a vendor's change is mended in one room, and nobody else has to know its errors",
  find: (tree) =>
    productImports(tree)
      .filter(({ path, target, isType }) =>
        homes.some(
          ({ packages, uses, types }) =>
            packages.test(target) &&
            !uses.includes(roomOf(path)) &&
            !(isType && types.includes(roomOf(path))),
        ),
      )
      .map(said),
});

rule("only logs reads the logs of jobs; others name types, and bot.ts hands it over", {
  good: { "src/commands/request.ts": 'import type { JobLogs } from "../aws/job-logs.ts";' },
  bad: { "src/commands/logs/logs.ts": 'import { createJobLogs } from "../../aws/job-logs.ts";' },
  why: "log text leaves one room only, cleaned and masked",
  find: (tree) =>
    productImports(tree)
      .filter(({ target, isType }) => target === "src/aws/job-logs.ts" && !isType)
      .filter(({ path }) => !["logs", "bot"].includes(roomOf(path)))
      .map(said),
});

rule("nothing that runs imports the playground or a test", {
  good: { "src/main.ts": 'import { buildApp } from "./app.ts";' },
  bad: { "src/main.ts": 'import { startPlayground } from "./playground/playground.ts";' },
  why: "the bot does not know whether it runs in production, a test or the playground",
  find: (tree) =>
    productImports(tree)
      .filter(({ target, isLocal }) => isLocal && (roomOf(target) === "playground" || isTest(target)))
      .map(said),
});

rule("the playground imports nothing of the bot", {
  good: { "src/playground/main.ts": 'import { play } from "./playground.ts";' },
  bad: { "src/playground/main.ts": 'import { buildApp } from "../app.ts";' },
  why: "it stands for Slack and AWS: what it shared with the bot it would get wrong in the same way",
  find: (tree) =>
    Object.entries(tree)
      .filter(([path]) => roomOf(path) === "playground")
      .flatMap(([path, text]) => importsOf(path, text))
      .filter(({ target, isLocal }) => isLocal && roomOf(target) !== "playground")
      .map(said),
});

rule("files do not import each other in a circle", {
  good: {
    "src/store/a.ts": 'import { b } from "./b.ts";',
    "src/store/b.ts": 'import type { A } from "./a.ts";',
  },
  bad: { "src/store/a.ts": 'import { b } from "./b.ts";', "src/store/b.ts": 'import { a } from "./a.ts";' },
  why: "which of them is there first depends on who asks; types are gone before anybody asks",
  find: (tree) => {
    const imports = [...productCode(tree), ...playgroundCode(tree)].flatMap((file) => importsOf(...file));
    const local = imports.filter(({ isLocal, isType }) => isLocal && !isType);
    return circles(local.map(({ path, target }) => [path, target]));
  },
});

rule("rooms do not import each other in a circle, not even types", {
  good: { "src/doors/a.ts": 'import { b } from "../commands/b.ts";' },
  bad: {
    "src/doors/a.ts": 'import { b } from "../commands/b.ts";',
    "src/commands/b.ts": 'import type { A } from "../doors/a.ts";',
  },
  why: "a room can be read once those it imports are known, and taken out without them",
  find: (tree) =>
    circles(
      productImports(tree)
        .filter(({ isLocal }) => isLocal)
        .map(({ path, target }) => [roomOf(path), roomOf(target)] as const)
        .filter(([from, to]) => from !== to),
    ),
});

function circles(pairs: readonly (readonly [from: string, to: string])[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const [from, to] of pairs) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  return cycles(edges).map((circle) => circle.join(" -> "));
}

const without = (allowed: Readonly<Record<string, string>>, pattern: RegExp) => (tree: Tree) =>
  productCode(tree)
    .filter(([path]) => !Object.keys(allowed).some((prefix) => path.startsWith(prefix)))
    .flatMap(([path, text]) => linesWith(path, text, pattern));

rule("only config.ts reads the environment; a tool gives it on in its last line", {
  good: { "src/config.ts": "return readConfig(process.env);" },
  bad: { "src/slack/web-client.ts": "const token = process.env.SLACK_BOT_TOKEN;" },
  why: "settings are checked whole, at start, with every mistake told at once",
  find: (tree) => [
    ...without(named.environment, /\bprocess\.env\b/)(tree),
    ...productCode(tree)
      .filter(([path]) => roomOf(path) === "tools")
      .flatMap(([path, text]) => linesWith(path, text.trimEnd().replace(/[^\n]*$/, ""), /\bprocess\.env\b/)),
  ],
});

rule("time comes in as an argument", {
  good: { "src/events/applier.ts": "const nowMs = clock.nowMs();" },
  bad: { "src/events/applier.ts": "const nowMs = Date.now();" },
  why: "what can be told the time can be tested on any day, and simulated for a year in a minute",
  find: without(named.time, /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bprocess\.hrtime\b/),
});

rule("chance comes in as an argument", {
  good: { "src/commands/submit/submit.ts": "const suffix = suffixOf(invocation.id);" },
  bad: { "src/commands/submit/submit.ts": "const suffix = randomBytes(4).toString(16);" },
  why: "the same intention, delivered twice, must make the same ids; and a failing simulation must fail again",
  find: without(named.chance, /\bMath\.random\b|\brandom(Bytes|UUID|Int)\b|\bgetRandomValues\b/),
});

rule("nobody but a tool writes to the console", {
  good: { "src/events/applier.ts": 'logger.warn({ row }, "An event was set aside");' },
  bad: { "src/events/applier.ts": 'console.warn("An event was set aside");' },
  why: "what stands in the log has a level and fields, and can be found again",
  find: without(named.console, /\bconsole\.(log|info|warn|error|debug|trace|dir)\b/),
});

rule("nothing asks whether it is a test", {
  good: { "src/main.ts": "const config = readProcessConfig();" },
  bad: { "src/main.ts": 'if (process.env.NODE_ENV !== "test") start();' },
  why: "what runs in a test must be what runs in production",
  find: (tree) =>
    Object.entries(tree)
      .filter(([path]) => /^(src|infra)\//.test(path) && !isTest(path))
      .flatMap(([path, text]) => linesWith(path, text, /\bNODE_ENV\b|\bVITEST\b/)),
});

rule("no folder is a junk drawer", {
  good: { "src/messages/text/duration.ts": "" },
  bad: { "src/utils/duration.ts": "" },
  why: "every kind of thing has one room; in a room without a kind nobody finds anything",
  find: (tree) =>
    Object.keys(tree).filter((path) => /(^|\/)(utils?|helpers?|common|shared|types|lib|misc)\//.test(path)),
});

rule("files are named in kebab-case", {
  good: { "src/store/open-store.ts": "" },
  bad: { "src/store/openStore.ts": "" },
  why: "one spelling, and no two files that differ by case only",
  find: (tree) =>
    Object.keys(tree)
      .filter((path) => /^(src|infra|test)\//.test(path))
      .filter(
        (path) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|js|mjs)$/.test(path),
      ),
});

rule("no file is longer than 300 lines", {
  good: { "src/store/jobs.ts": "\n".repeat(300) },
  bad: { "src/store/jobs.ts": "\n".repeat(301) },
  why: "a file is read in one go; the root object always tries to swallow the rest",
  find: (tree) =>
    Object.entries(tree).flatMap(([path, text]) => {
      const lines = text.split("\n").length - 1;
      return lines > 300 ? [`${path}:${lines}`] : [];
    }),
});

rule("the top of the repository holds only what is meant to be there", {
  good: { src: "", "manifest.yml": "", ".gitignore": "", "vitest.config.ts": "" },
  bad: { "notes.txt": "" },
  why: "who comes for the first time sees where to begin",
  find: (tree) =>
    Object.keys(tree)
      .filter((path) => !path.includes("/"))
      .filter((name) => !topOfRepository.some((pattern) => pattern.test(name))),
});
