import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { faultTable } from "../../../src/playground/panel/fault-table.ts";
import { allScenarios, scenarioFiles, scenariosIn } from "../../../src/playground/scenarios/all-scenarios.ts";
import type { Player, Step } from "../../../src/playground/scenarios/scenario.ts";
import { stepWords } from "../../../src/playground/scenarios/step-words.ts";
import { accountOf, accountsIn, bot, channels, people } from "../../../src/playground/world.ts";

const programs = join(import.meta.dirname, "../../../src/playground/programs");
const accounts = accountsIn({ awsUrl: "http://127.0.0.1:1", path: "/bin", programs });
const scenarios = await allScenarios();
const byName = scenarios.map((scenario) => [scenario.name, scenario] as const);

function steps<K extends Step["kind"]>(of: Step[], kind: K): Extract<Step, { kind: K }>[] {
  return of.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);
}

/** Typed as an option, or as the field of a document. */
const optionIn = (line: string, name: "name" | "jobdef" | "queue"): string | undefined =>
  new RegExp(`(?:--${name} |"${fields[name]}": ")([^\\s"]+)`).exec(line)?.[1];

const fields = { name: "jobName", jobdef: "jobDefinition", queue: "jobQueue" };

test.each(scenarioFiles())("%s brings a scenario", async (file) => {
  expect((await scenariosIn(file)).length).toBeGreaterThan(0);
});

test("every scenario that a file brings is in the catalogue, under a name of its own", async () => {
  const brought = (await Promise.all(scenarioFiles().map(scenariosIn))).flat();
  expect(scenarios.map(({ name }) => name).sort()).toEqual(brought.map(({ name }) => name).sort());
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
});

describe.each(byName)("%s", (name, scenario) => {
  const typed = steps(scenario.steps, "type").map(({ text }) => text);
  const submitted = typed.flatMap(namesIn);

  test("has a name for an address, and words for a reader", () => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(scenario.title).toMatch(/^[A-Z].{3,40}[^.!]$/);
    expect(scenario.watch).toMatch(/^.{20,260}\.$/);
    expect(scenario.watch).not.toMatch(/!/);
    for (const step of scenario.steps) expect(stepWords(step)).toMatch(/^[A-Z]/);
  });

  test("is played by people where they are, with the bot", () => {
    const players: Player[] = [scenario, ...steps(scenario.steps, "type").flatMap(({ by }) => by ?? [])];
    for (const player of players) {
      expect(people.map(({ id }) => id)).toContain(player.as);
      const members = channels.find(({ id }) => id === player.channel)?.members;
      expect(members).toEqual(expect.arrayContaining([player.as, bot.userId]));
    }
  });

  test("runs what the lab has", () => {
    const lab = accounts.find(({ account }) => account === accountOf(scenario.as));
    for (const line of typed.filter((each) => each.includes(" submit "))) {
      const [definition] = optionIn(line, "jobdef")?.split(":") ?? [];
      expect(lab?.definitions.map(({ jobDefinitionName }) => jobDefinitionName)).toContain(definition);
      const queue = optionIn(line, "queue") ?? "default";
      expect(lab?.queues.map((each) => each.name)).toContain(queue);
    }
  });

  test("waits only for jobs that it has submitted, each under its own name", () => {
    expect(new Set(submitted).size).toBe(submitted.length);
    const waited = [...steps(scenario.steps, "wait"), ...steps(scenario.steps, "reclaim")];
    for (const { job } of waited) expect(submitted).toContain(job);
  });

  test("puts right what it has broken", () => {
    const lastOf = new Map(
      scenario.steps.flatMap((step): [string, string][] => {
        if (step.kind === "fault") return [[step.id, step.is]];
        return step.kind === "block" || step.kind === "unblock" ? [[`queue ${step.queue}`, step.kind]] : [];
      }),
    );
    for (const [, last] of lastOf) expect(["off", "unblock"]).toContain(last);
    for (const { id } of steps(scenario.steps, "fault"))
      expect(faultTable.map((fault) => fault.id)).toContain(id);
    for (const { queue } of steps(scenario.steps, "block")) expect(queue).toBe(scenario.queue);
  });
});

test("the tools that definitions bring are there and can be run", () => {
  const own = accounts
    .flatMap(({ definitions }) => definitions)
    .filter(({ containerProperties }) =>
      containerProperties?.environment?.some(({ value }) => value?.startsWith(programs)),
    );
  expect(own.length).toBeGreaterThan(6);
  for (const { containerProperties } of own)
    accessSync(join(programs, containerProperties?.command?.[0] ?? ""), constants.X_OK);
});

/** With `--each` a job for each value, named after it. */
function namesIn(line: string): string[] {
  const name = optionIn(line, "name");
  if (name === undefined) return [];
  const [, values] = /--each \w+=(\S+)/.exec(line) ?? [];
  return values === undefined ? [name] : values.split(",").map((value) => `${name}-${value}`);
}
