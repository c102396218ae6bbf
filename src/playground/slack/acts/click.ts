/** A person clicks a button, chooses from a menu, or types into a menu that asks the bot for options. */
import { type Delivery, deliver } from "../deliver.ts";
import { type Json, record, records } from "../json.ts";
import { toast } from "../messages.ts";
import type { Person, Place } from "../model.ts";
import { common } from "../payloads.ts";
import { CannotDo, findPerson, findSurface, type Surface } from "../surface.ts";
import { makeTrigger } from "../triggers.ts";
import { choose, enterValues, findElement } from "../view-values.ts";
import type { Workspace } from "../workspace.ts";

export type Click = Place & {
  actionId: string;
  blockId?: string;
  /** Chooses among several buttons of the same action; what is typed or picked for fields. */
  value?: string;
  /** An option or its value; a list for menus that take several. */
  selectedOption?: unknown;
  /** What else stands in the fields of the same message or view. */
  state?: Json;
};

export async function click(workspace: Workspace, user: string, act: Click): Promise<Delivery> {
  const person = findPerson(workspace, user);
  const surface = findSurface(workspace, person, act);
  const { block, element } = findTarget(surface, act);
  const blockId = String(block.block_id);
  const typed = enterValues(surface.blocks, surface.values, act.state ?? {});
  const chosen = chosenBy(act, element) ?? typed[blockId]?.[act.actionId] ?? {};
  const values = enterValues(surface.blocks, typed, {
    [blockId]: { [act.actionId]: { type: element.type, ...chosen } },
  });
  if (surface.view) surface.view.values = values;
  const payload = {
    type: "block_actions",
    ...common(workspace, person),
    container: surface.container,
    trigger_id: makeTrigger(workspace, person.id),
    ...surface.parts(),
    ...(!surface.view && { state: { values } }),
    ...(surface.responseUrl && { response_url: surface.responseUrl() }),
    actions: [
      {
        action_id: act.actionId,
        block_id: blockId,
        ...(element.text !== undefined && { text: element.text }),
        ...(element.placeholder !== undefined && { placeholder: element.placeholder }),
        ...chosen,
        type: element.type,
        action_ts: workspace.nextTs(),
      },
    ],
  };
  return reportFailure(workspace, person, await deliver(workspace, { kind: "interactive", payload }));
}

export type Suggestion = Place & { actionId: string; blockId?: string; value: string };
export type Suggested = { options?: Json[]; option_groups?: Json[]; delivery: Delivery };

/** A wrong or late answer shows the person no options. */
export async function suggest(workspace: Workspace, user: string, act: Suggestion): Promise<Suggested> {
  const person = findPerson(workspace, user);
  const surface = findSurface(workspace, person, act);
  const { block, element } = findTarget(surface, act);
  if (!String(element.type).includes("external"))
    throw new CannotDo(`${act.actionId} does not ask for options`);
  const payload = {
    type: "block_suggestion",
    ...common(workspace, person),
    container: surface.container,
    ...surface.parts(),
    action_id: act.actionId,
    block_id: block.block_id,
    value: act.value,
  };
  const delivery = await deliver(workspace, { kind: "options", payload });
  const answer = delivery.ok ? record(delivery.json) : {};
  const options = records(answer.options);
  const groups = records(answer.option_groups);
  if (options.length > 100 || groups.length > 100) return { options: [], delivery };
  return answer.option_groups ? { option_groups: groups, delivery } : { options, delivery };
}

/** Nothing tells a person that a click was lost but a small sign of Slack's own. */
export function reportFailure(workspace: Workspace, person: Person, delivery: Delivery): Delivery {
  if (delivery.ok) return delivery;
  const shown = `${workspace.bot.name} did not respond. Try again?`;
  toast(workspace, person.id, shown);
  delivery.shown = shown;
  return delivery;
}

/** Undefined where the act says nothing and the fields' state must tell. */
function chosenBy(act: Click, element: Json): Json | undefined {
  if (isButton(element)) return { value: element.value };
  if (element.type === "feedback_buttons") return { value: act.value };
  const given = act.selectedOption ?? act.value;
  return given === undefined ? undefined : choose(element, given);
}

const isButton = (element: Json): boolean =>
  ["button", "icon_button", "workflow_button"].includes(String(element.type));

function findTarget(surface: Surface, act: Click | Suggestion): { block: Json; element: Json } {
  const candidates = surface.blocks
    .map((block) => ({ block, element: findElement([block], act.actionId, act.blockId) }))
    .filter((each): each is { block: Json; element: Json } => each.element !== undefined);
  const exact = candidates.find(({ element }) => act.value !== undefined && element.value === act.value);
  const found = exact ?? candidates.find(({ element }) => !isButton(element) || act.value === undefined);
  if (!found) {
    throw new CannotDo(
      `there is nothing to click with action ${act.actionId} and value ${act.value ?? "any"}`,
    );
  }
  return found;
}
