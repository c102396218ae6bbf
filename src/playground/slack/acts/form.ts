/** A person fills in a form, sends it or closes it. */
import { problemLine } from "../check-blocks.ts";
import { checkView } from "../check-view.ts";
import { type Delivery, deliver } from "../deliver.ts";
import { type Json, record, string } from "../json.ts";
import { toast } from "../messages.ts";
import { apiFile } from "../methods/files.ts";
import { apiView, clearModals, maxStack, popModal, pushModal, replaceView, showModals } from "../modals.ts";
import type { Person, Values, View } from "../model.ts";
import { common } from "../payloads.ts";
import { findPerson, ownView } from "../surface.ts";
import { makeTrigger } from "../triggers.ts";
import { enterValues, mapValues, refuseValues } from "../view-values.ts";
import type { Workspace } from "../workspace.ts";

/** Values as {@link enterValues} takes them. */
export function setState(
  workspace: Workspace,
  user: string,
  { viewId, values }: { viewId: string; values: Json },
): View {
  const view = ownView(workspace, findPerson(workspace, user), viewId);
  view.values = withFiles(workspace, enterValues(view.blocks, view.values, values));
  return view;
}

/** The bot is told of a chosen file what it needs to read it. */
function withFiles(workspace: Workspace, values: Values): Values {
  return mapValues(values, (_blockId, _actionId, value) => {
    if (value.type !== "file_input") return value;
    const ids = [value.files].flat().map((file) => string(file) ?? String(record(file).id));
    const files = ids.flatMap((id) => workspace.files.get(id) ?? []);
    return { ...value, files: files.map((file) => apiFile(workspace, file)) };
  });
}

export type Submitted = {
  /** Left out when Slack's own client refused to send the form. */
  delivery?: Delivery;
  errors?: Record<string, string>;
  /** Why the bot's answer could not be shown. */
  problems?: string[];
};

export async function submitView(
  workspace: Workspace,
  user: string,
  { viewId, values = {} }: { viewId: string; values?: Json },
): Promise<Submitted> {
  const person = findPerson(workspace, user);
  const view = setState(workspace, user, { viewId, values });
  const refusals = refuseValues(view.blocks, view.values);
  if (Object.keys(refusals).length > 0) return showErrors(workspace, view, refusals);
  const payload = {
    type: "view_submission",
    ...common(workspace, person),
    trigger_id: makeTrigger(workspace, person.id),
    view: apiView(workspace, view),
    response_urls: [],
  };
  const delivery = await deliver(workspace, { kind: "interactive", payload });
  const outcome = delivery.ok
    ? applyAnswer(workspace, view, record(delivery.json))
    : { problems: ["no answer"] };
  if (outcome.problems) {
    delivery.shown = "We had some trouble connecting. Try again?";
    toast(workspace, user, delivery.shown);
  }
  return { delivery, ...outcome };
}

/** Closing tells the bot only where the view asks for it. */
export async function closeView(
  workspace: Workspace,
  user: string,
  { viewId }: { viewId: string },
): Promise<Delivery | undefined> {
  const person: Person = findPerson(workspace, user);
  const view = ownView(workspace, person, viewId);
  if (view.clear_on_close) clearModals(workspace, user);
  else popModal(workspace, view);
  if (!view.notify_on_close) return undefined;
  const payload = {
    type: "view_closed",
    ...common(workspace, person),
    view: apiView(workspace, view),
    is_cleared: view.clear_on_close,
  };
  return deliver(workspace, { kind: "interactive", payload });
}

function applyAnswer(workspace: Workspace, view: View, answer: Json): Omit<Submitted, "delivery"> {
  delete view.errors;
  switch (string(answer.response_action)) {
    case undefined:
      popModal(workspace, view);
      return {};
    case "clear":
      clearModals(workspace, view.user);
      return {};
    case "errors":
      return applyErrors(workspace, view, record(answer.errors));
    case "update":
      return showView(answer, (content) => replaceView(workspace, view, content));
    case "push":
      if ((workspace.modals.get(view.user) ?? []).length >= maxStack)
        return { problems: ["push_limit_reached"] };
      return showView(answer, (content) => pushModal(workspace, view.user, content));
    default:
      return { problems: [`unknown response_action ${String(answer.response_action)}`] };
  }
}

/** Slack takes errors only for input blocks of the view. */
function applyErrors(workspace: Workspace, view: View, given: Json): Omit<Submitted, "delivery"> {
  const inputs = view.blocks.filter((block) => block.type === "input").map((block) => String(block.block_id));
  const strangers = Object.keys(given).filter((id) => !inputs.includes(id));
  if (strangers.length > 0 || Object.keys(given).length === 0) {
    return { problems: [`errors for blocks that are no inputs: ${strangers.join(", ")}`] };
  }
  return showErrors(
    workspace,
    view,
    Object.fromEntries(Object.entries(given).map(([id, text]) => [id, String(text)])),
  );
}

function showErrors(
  workspace: Workspace,
  view: View,
  errors: Record<string, string>,
): { errors: Record<string, string> } {
  view.errors = errors;
  showModals(workspace, view.user);
  return { errors };
}

function showView(answer: Json, show: (content: Json) => View): Omit<Submitted, "delivery"> {
  const problems = checkView(answer.view, "modal").map(problemLine);
  if (problems.length > 0) return { problems };
  show(record(answer.view));
  return {};
}
