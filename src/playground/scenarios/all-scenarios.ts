/** The scenarios that there are: one file each in `all/`, whose exports are all of them scenarios or lists of such. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { groups, type Scenario } from "./scenario.ts";

const folder = join(import.meta.dirname, "all");

export function scenarioFiles(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort();
}

/** In the order in which they are shown: by group, then by file. */
export async function allScenarios(): Promise<Scenario[]> {
  const found = (await Promise.all(scenarioFiles().map(scenariosIn))).flat();
  return groups.flatMap((group) => found.filter((scenario) => scenario.group === group));
}

type ScenarioFile = { scenario?: Scenario; scenarios?: Scenario[] };

export async function scenariosIn(file: string): Promise<Scenario[]> {
  const { scenario, scenarios = [] } = (await import(pathToFileURL(join(folder, file)).href)) as ScenarioFile;
  return scenario === undefined ? scenarios : [scenario, ...scenarios];
}
