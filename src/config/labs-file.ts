/** The labs file, or a folder of them: read, checked whole, and filled up with its defaults. */

import type { PiName } from "../domain/ids.ts";
import { type Labs, type Pi, piNamePattern } from "../domain/people/pi.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import { type Claims, claimMistakes } from "./labs-claims.ts";
import { type Mistake, mistakesIn } from "./labs-issues.ts";
import { builtInDefaults, defaultsSchema, fileSchema, instituteSchema, piSchema } from "./labs-schema.ts";
import { type LabsProblem, type LabsText, readYaml, type YamlPage, type YamlPath } from "./labs-yaml.ts";
import { diskFiles, type TextFiles } from "./text-files.ts";

export type ParsedLabs = { ok: true; labs: Labs } | { ok: false; problems: readonly LabsProblem[] };

/** A file, or every YAML file of a folder together. `regionDefault` is for the PIs that name no region. */
export function readLabs(
  path: string,
  regionDefault: string | undefined,
  files: TextFiles = diskFiles,
): ParsedLabs {
  const problems: LabsProblem[] = [];
  const paths = attempt(path, problems, () => files.yamlFilesIn(path) ?? [path]) ?? [];
  const texts = paths.flatMap((file): LabsText[] => {
    const text = attempt(file, problems, () => files.read(file));
    return text === undefined ? [] : [{ path: file, text }];
  });
  if (problems.length === 0 && texts.length === 0)
    problems.push(fileProblem(path, "the folder holds no YAML file"));
  if (texts.length === 0) return { ok: false, problems };
  const parsed = parseLabs(texts, regionDefault);
  if (problems.length === 0) return parsed;
  return { ok: false, problems: inOrder([...problems, ...(parsed.ok ? [] : parsed.problems)]) };
}

/** Every mistake at once, in the order of the text; no PI is taken from a file that has one. */
export function parseLabs(texts: readonly LabsText[], regionDefault: string | undefined): ParsedLabs {
  const read = texts.map(readYaml);
  const pages = read.flatMap(({ page }) => page ?? []);
  const sections = sectionsOf(pages);
  const institute = sections.institute?.value ?? {};
  const entries = sections.pis.map((entry) => ({
    ...entry,
    merged: mergedPi(entry, sections, regionDefault),
  }));
  const problems = [
    ...read.flatMap((one) => one.problems),
    ...sections.problems,
    ...(sections.institute === undefined
      ? []
      : placed(sections.institute, mistakesIn(instituteSchema, institute))),
    ...defaultsProblems(sections.defaults),
    ...entries.flatMap((entry) => piProblems(entry, sections.defaults)),
    ...claimMistakes(entries.map(claimsOf)).map(({ entry, path, message }) =>
      at(entry, { path, message }, sections.defaults),
    ),
  ];
  if (entries.length === 0 && problems.length === 0) {
    problems.push(fileProblem(texts[0]?.path ?? "", "no PI stands here: add one under pis"));
  }
  if (problems.length > 0) return { ok: false, problems: inOrder(problems) };
  const pis = entries.map(({ name, merged }): [PiName, Pi] => [name as PiName, piOf(name, merged)]);
  return {
    ok: true,
    labs: { institute: withoutUndefined(instituteSchema.parse(institute)), pis: new Map(pis) },
  };
}

/** A part of a file, and where in it the part stands. */
type Section = { page: YamlPage; path: YamlPath; value: Values };
type PiSection = Section & { name: string };
type Entry = PiSection & { merged: Values };
type Values = Readonly<Record<string, unknown>>;

type Sections = {
  institute?: Section;
  defaults?: Section;
  pis: PiSection[];
  problems: LabsProblem[];
};

function sectionsOf(pages: readonly YamlPage[]): Sections {
  const sections: Sections = { pis: [], problems: [] };
  for (const page of pages) {
    const value = withoutNulls(page.value ?? {});
    const mistakes = mistakesIn(fileSchema, value);
    sections.problems.push(...placed({ page, path: [], value: {} }, mistakes));
    if (!isValues(value)) continue;
    for (const key of ["institute", "defaults"] as const) {
      if (value[key] === undefined) continue;
      const earlier = sections[key];
      if (earlier !== undefined) sections.problems.push(twice(page, [key], earlier));
      else sections[key] = { page, path: [key], value: asValues(value[key]) };
    }
    for (const [name, pi] of Object.entries(asValues(value.pis))) {
      const earlier = sections.pis.find((other) => other.name === name);
      if (earlier !== undefined) sections.problems.push(twice(page, ["pis", name], earlier));
      else sections.pis.push({ page, path: ["pis", name], name, value: (pi ?? {}) as Values });
    }
  }
  return sections;
}

function twice(page: YamlPage, path: YamlPath, earlier: Section): LabsProblem {
  const { file, line } = earlier.page.problemAtKey(earlier.path, "");
  return page.problemAtKey(path, `${path.at(-1)?.toString()} stands already in ${file}, line ${line}`);
}

function mergedPi({ name, value }: PiSection, { defaults }: Sections, region: string | undefined): Values {
  const base = merged({ ...builtInDefaults, region }, defaults?.value ?? {});
  const all = isValues(value) ? merged(base, value) : value;
  return withPi(all, name) as Values;
}

/** Groups are merged key by key, so that a PI may change one limit and keep the rest; lists replace. */
function merged(base: Values, over: Values): Values {
  const both = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const under = base[key];
    if (value !== undefined) both[key] = isValues(under) && isValues(value) ? merged(under, value) : value;
  }
  return both;
}

/** `{pi}` in any text becomes the PI's name. */
function withPi(value: unknown, name: string): unknown {
  if (typeof value === "string") return value.replaceAll("{pi}", name);
  if (Array.isArray(value)) return value.map((inner) => withPi(inner, name));
  return isValues(value) ? mapValues(value, (inner) => withPi(inner, name)) : value;
}

/** A PI's name has this shape, so a default that is right with it is right with any. */
const anyPi = "lastname-i";

function defaultsProblems(defaults: Section | undefined): LabsProblem[] {
  return defaults === undefined
    ? []
    : placed(defaults, mistakesIn(defaultsSchema, withPi(defaults.value, anyPi)));
}

function piProblems(entry: Entry, defaults: Section | undefined): LabsProblem[] {
  const problems = mistakesIn(piSchema, entry.merged)
    .map(missingRegion)
    // What is wrong in the defaults is told once, where it stands.
    .filter(
      ({ path }) => path.length === 0 || entry.page.has([...entry.path, ...path]) || !stands(defaults, path),
    )
    .map((mistake) => at(entry, mistake, defaults));
  if (piNamePattern.test(entry.name)) return problems;
  const lower = entry.name.toLowerCase().replace("_", "-");
  const meant = piNamePattern.test(lower) ? `; did you mean ${lower}?` : "";
  const message = `${JSON.stringify(entry.name)} is no PI's name: lastname-initial in lower case, as peters-u${meant}`;
  return [entry.page.problemAtKey(entry.path, message), ...problems];
}

function missingRegion(mistake: Mistake): Mistake {
  const isRegion = mistake.path[0] === "region" && mistake.message === "is missing";
  return isRegion
    ? { ...mistake, message: "is missing: name it here, under defaults, or in AWS_REGION" }
    : mistake;
}

function claimsOf(entry: Entry): Claims<Entry> {
  return { entry, name: entry.name, values: asValues(entry.merged) };
}

/** In the PI's own words where they say it, else where the defaults do, else at the PI's name. */
function at(entry: Entry, mistake: Mistake, defaults: Section | undefined): LabsProblem {
  const own = entry.page.has([...entry.path, ...mistake.path]);
  const message = `${[entry.name, ...mistake.path].join(".")} ${mistake.message}`;
  if (own || defaults === undefined || !stands(defaults, mistake.path))
    return place(entry, { ...mistake, message });
  return place(defaults, { ...mistake, message });
}

function stands(section: Section | undefined, path: YamlPath): boolean {
  return section?.page.has([...section.path, ...path]) ?? false;
}

function placed(section: Section, mistakes: readonly Mistake[]): LabsProblem[] {
  return mistakes.map((mistake) => {
    const name = [...section.path, ...mistake.path].join(".") || "the file";
    return place(section, { ...mistake, message: `${name} ${mistake.message}` });
  });
}

function place({ page, path }: Section, mistake: Mistake): LabsProblem {
  const full = [...path, ...mistake.path];
  return mistake.isKey ? page.problemAtKey(full, mistake.message) : page.problemAt(full, mistake.message);
}

function piOf(name: string, values: Values): Pi {
  const { approveAbove, limits, ...rest } = piSchema.parse(values);
  return withoutUndefined({
    name: name as PiName,
    ...rest,
    limits: withoutUndefined(limits),
    approveAbove: approveAbove && withoutUndefined(approveAbove),
  });
}

/** A key with nothing behind it is one left out; a PI with nothing behind it is still a PI. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((inner) => (isValues(inner) ? withoutNulls(inner) : inner));
  return isValues(value)
    ? mapValues(value, (inner) => (inner === null ? undefined : withoutNulls(inner)))
    : value;
}

function mapValues(values: Values, map: (value: unknown) => unknown): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asValues(value: unknown): Values {
  return isValues(value) ? value : {};
}

function attempt<T>(path: string, problems: LabsProblem[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    problems.push(fileProblem(path, error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

function fileProblem(file: string, message: string): LabsProblem {
  return { file, line: 1, column: 1, message };
}

function inOrder(problems: readonly LabsProblem[]): LabsProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...seen.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
  );
}
