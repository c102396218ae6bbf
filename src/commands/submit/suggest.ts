/** What may be meant by the first letters of a name: typeahead in forms and "did you mean" are the same. */

import { shortId } from "../../domain/job/job.ts";
import { isForPi } from "../../domain/job/job-definition.ts";
import type { State } from "../../domain/job/job-state.ts";
import { limits } from "../../domain/limits.ts";
import { nearestFew } from "../../domain/nearest.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { actorOf, type Request } from "../request.ts";
import type { Asker, Suggestion } from "../typing/argument.ts";

/** Definitions that the lab may use; with nothing typed yet, the person's last ones first. Throws AwsTrouble. */
export async function suggestDefinitions(typed: string, asker: Asker): Promise<readonly Suggestion[]> {
  const { request, pi } = asker;
  const { services } = request;
  const [name = "", revision] = typed.trim().split(":");
  const { names, used } = await definitionsFor(request, pi);
  const fitting = fittingNames(name, names);
  const exact =
    revision === undefined || revision === "" ? undefined : await exactly(`${name}:${revision}`, asker);
  const recipes = (await services.store.recipes.ofPi(pi.name)).map((recipe) => recipe.name);
  const kept = typed.trim() === "" ? recipes : fittingNames(name, recipes);
  return [
    ...(asker.recipes ? kept.map(recipeChoice) : []),
    ...(exact === undefined ? [] : [{ value: exact, label: exact, about: "exactly this revision" }]),
    ...fitting.map((each) => ({
      value: each,
      label: each,
      ...(used.includes(each) ? { about: "you have run it before" } : {}),
    })),
  ].slice(0, limits.suggestions);
}

/** Names of the definitions that the lab may use, those first that the person has used, the last at the top. Throws AwsTrouble. */
export async function definitionsFor(
  { services, member }: Request,
  pi: Pi,
): Promise<{ names: readonly string[]; used: readonly string[] }> {
  const [all, used] = await Promise.all([
    services.definitionNames(pi, actorOf(member, pi.name)),
    services.store.formValues.definitions({ member: member.id, pi: pi.name }),
  ]);
  const names = [...new Set([...used.filter((each) => all.includes(each)), ...all.toSorted()])];
  return { names, used };
}

/** Of a recipe among definitions: no definition's name has a colon before letters. */
export function recipeChoice(name: string): Suggestion {
  return { value: `${recipeMark}${name}`, label: name, about: "recipe of the lab" };
}

export function recipeIn(choice: string | undefined): string | undefined {
  return choice?.startsWith(recipeMark) ? choice.slice(recipeMark.length) : undefined;
}

const recipeMark = "recipe:";

async function exactly(named: string, { request, pi }: Asker): Promise<string | undefined> {
  if (!/^[\w-]{1,128}:[1-9]\d{0,9}$/.test(named)) return undefined;
  const found = await request.services.definition(pi, actorOf(request.member, pi.name), named);
  return found?.active && isForPi(found, pi) ? named : undefined;
}

/** The person's own recent jobs of the lab that may still succeed, or have. */
export async function suggestJobs(typed: string, { request, pi }: Asker): Promise<readonly Suggestion[]> {
  const { jobs } = request.services.store;
  const text = typed
    .trim()
    .replace(/[*\s]+/g, "")
    .slice(0, 128);
  const list = { pis: [pi.name], owner: request.member.id, states: promising, limit: limits.suggestions / 2 };
  const [byName, byId] = await Promise.all([
    jobs.list(text === "" ? list : { ...list, name: `*${text}*` }),
    /^[0-9a-f-]{4,36}$/i.test(text)
      ? jobs.find({ pis: [pi.name], idStart: text.toLowerCase(), limit: limits.candidates })
      : [],
  ]);
  const found = [...byId, ...byName.filter(({ id }) => byId.every((each) => each.id !== id))];
  return found
    .flatMap(({ batchId, name, asked, state }): Suggestion[] => {
      if (batchId === undefined) return [];
      const whole = {
        value: batchId,
        label: `${name.slice(0, 50)} · ${shortId(batchId)}`,
        about: stateWord[state] ?? state,
      };
      if (asked.arraySize === undefined) return [whole];
      const each = {
        value: `${batchId}:N_TO_N`,
        label: `${whole.label}, child by child`,
        about: "each child waits for the child of its number",
      };
      return [whole, each];
    })
    .slice(0, limits.suggestions);
}

const promising: readonly State[] = ["submitted", "waiting", "starting", "running", "succeeded"];

const stateWord: Partial<Record<State, string>> = {
  submitted: "submitted",
  waiting: "waiting its turn",
  starting: "starting",
  running: "running",
  succeeded: "has succeeded already",
};

/** Those that begin so, then those that hold it, and where there are none, those that are nearly it. */
export function fittingNames(typed: string, names: readonly string[]): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  const begin = names.filter((name) => name.toLowerCase().startsWith(wanted));
  const hold = names.filter((name) => !begin.includes(name) && name.toLowerCase().includes(wanted));
  return begin.length + hold.length > 0 ? [...begin, ...hold] : nearestFew(wanted, names);
}
