/** Somebody asks for something through a door. */
import { draftIdOf } from "../../src/domain/derived-ids.ts";
import type { DraftId, InvocationId } from "../../src/domain/ids.ts";
import { withoutWay } from "./declared.ts";
import type { Door, OpenForm } from "./doors.ts";
import type { Intention } from "./intentions/intention.ts";
import type { SlackCall } from "./outside.ts";
import type { Person } from "./people.ts";
import type { Names } from "./subjects.ts";
import type { Heard, IsolationWorld } from "./world.ts";

export type Asked = { what: string; intention: Intention; names: Names };

/** What a button carries, or the form that is open; made while they were in the lab. */
export type Prepared = { value: string } | { form: OpenForm };

const general = { channel: "C0GENERAL" };

/** As if they had been in the lab a moment ago. */
export async function prepare(
  world: IsolationWorld,
  person: Person,
  asked: Asked,
): Promise<Prepared | undefined> {
  const { intention, names, what } = asked;
  const { draft, typed, pressed, value } = intention;
  if (draft !== undefined) {
    const id = draftIdOf(`${names.id} ${person.id}` as InvocationId, what);
    await world.store.drafts.save({ id, member: person.id, createdAtMs: world.nowMs, ...draft(names) });
    return { value: id };
  }
  if (typed === undefined && pressed === undefined)
    return value === undefined ? undefined : { value: value(names) };
  return world.letIn(person, async (insider) => {
    const { said } = await world.hears(() =>
      pressed === undefined
        ? world.doors.types(insider, general, typed?.(names) ?? "")
        : world.doors.presses(insider, general, pressed[0], pressed[1](names)),
    );
    return isOfForm(what) ? { form: formIn(said, asked) } : { value: valueIn(said, what) };
  });
}

export function isOfForm(what: string): boolean {
  return / (form|field)$/.test(withoutWay(what));
}

export async function ask(
  world: IsolationWorld,
  { person, door }: { person: Person; door: Door },
  asked: Asked & { prepared: Prepared | undefined },
): Promise<Heard> {
  const { doors } = world;
  const { what, intention, names, prepared } = asked;
  const bare = withoutWay(what);
  const actionId = bare.replace(/^any\./, "status.").replace(/ (alone|of a document)$/, "");
  const value =
    prepared !== undefined && "value" in prepared ? prepared.value : (intention.line?.(names) ?? "");
  const form = prepared !== undefined && "form" in prepared ? prepared.form : noForm(asked);
  const [field = "", text = () => ""] = intention.field ?? [];
  const line = `${actionId} ${intention.line?.(names) ?? ""}`.trim();
  const ways: Record<Door, () => Promise<unknown>> = {
    slash: () => doors.types(person, general, line),
    mention: () => doors.mentions(person, { channel: "C0PETERS", threadTs: names.threadTs }, line),
    button: () => doors.presses(person, general, actionId, value),
    menu: () => doors.choosesFromMenu(person, general, actionId, value),
    form: () => doors.sends(person, form),
    redraw: () => doors.changes(person, form, field),
    options: () => doors.typesInto(person, form, field, text(names)),
    shortcut: () =>
      doors.choosesOfMessage(
        person,
        general,
        bare.replace(/ of a message$/, ""),
        intention.message?.(names) ?? "",
      ),
    home: () => doors.opensHome(person),
  };
  return world.hears(ways[door]);
}

function verbOf(what: string): string {
  return withoutWay(what).replace(/ (form|field)$/, "");
}

/** Nothing was opened for them: only who forges one has such a form. */
function noForm({ what, intention, names }: Asked): OpenForm {
  return { verb: verbOf(what), draft: "d_00000000000000000000", state: intention.filled?.(names) ?? {} };
}

type Block = { block_id?: string; element?: Record<string, unknown> };

function formIn(said: readonly SlackCall[], asked: Asked): OpenForm {
  const filled = asked.intention.filled?.(asked.names) ?? {};
  const view = said.findLast(({ method }) => /^views\.(open|update)$/.test(method))?.args.view;
  if (view === undefined) return noForm(asked);
  const {
    callback_id: verb,
    private_metadata: draft,
    blocks,
  } = view as {
    callback_id: string;
    private_metadata: string;
    blocks: Block[];
  };
  const fields = blocks.flatMap(({ block_id: block, element }) =>
    block && element ? [[block, element]] : [],
  );
  const state = Object.fromEntries(
    (fields as [string, Record<string, unknown>][]).map(([block, element]) => {
      const key = block.split("@")[0] ?? "";
      return [block, filled[key] ?? initialOf(element)];
    }),
  );
  const known = new Set(Object.keys(state).map((block) => block.split("@")[0]));
  const more = Object.entries(filled).filter(([key]) => !known.has(key));
  return { verb, draft, state: { ...state, ...Object.fromEntries(more) } };
}

function initialOf({ initial_value: text, initial_option: option }: Record<string, unknown>): string {
  return String(text ?? (option as { value?: string } | undefined)?.value ?? "");
}

/** The value of that button; of another, where it is offered only in some cases: they carry the same. */
function valueIn(said: readonly SlackCall[], what: string): DraftId | string {
  const words = JSON.stringify(said.map(({ args }) => args));
  const actionId = withoutWay(what);
  const at = words.indexOf(`"action_id":"${actionId}`);
  const [, value] = /"value":"([a-z]_[0-9a-f]+)"/.exec(words.slice(Math.max(0, at))) ?? [];
  if (at === -1 || value === undefined) throw new Error(`no button ${actionId} in ${words.slice(0, 600)}`);
  return value;
}
