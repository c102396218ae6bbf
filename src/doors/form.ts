import type { App, ViewSubmitAction } from "@slack/bolt";
import type { FormErrors } from "../commands/answer.ts";
import { directPlaceOf, type InvocationId, type MemberId, type TeamId } from "../domain/ids.ts";
import type { Filled, Invocation } from "../domain/invocation.ts";
import { modalView } from "../messages/text/form.ts";
import type { Reception } from "./reception.ts";

/**
 * A form is sent: one open form is one intention, however often it is sent, and its key is the root view. What is wrong
 * goes back with the acknowledgement, so that the form stays as it was filled in; what is right is saved before it.
 */
export function formDoor(app: App, { takeForm }: Reception, nowMs: () => number): void {
  app.view<ViewSubmitAction>({ type: "view_submission", callback_id: /.*/ }, async ({ body, ack }) => {
    const errors = await takeForm(readOpenForm(body, nowMs()));
    if (errors === undefined) return ack();
    return ack(inAcknowledgement(errors));
  });
  // Nothing is asked of us when a form is closed; were a manifest to ask for it, it must not hang.
  app.view({ type: "view_closed", callback_id: /.*/ }, async ({ ack }) => ack());
}

/** What Slack tells of a form, be it sent or still open. */
export type OpenView = {
  user: { id: string; team_id?: string | undefined };
  team: { id: string } | null | undefined;
  view: {
    id: string;
    root_view_id?: string | null;
    callback_id: string;
    private_metadata: string;
    state?: unknown;
  };
};

/** The intention that it is once it is sent. */
export function readOpenForm({ view, user, team }: OpenView, receivedAtMs: number): Invocation {
  const member = user.id as MemberId;
  return {
    id: (view.root_view_id ?? view.id) as InvocationId,
    verb: view.callback_id,
    input: {
      kind: "form",
      value: view.private_metadata,
      filled: filledIn((view.state as { values?: Values } | undefined)?.values ?? {}),
    },
    who: { member, team: (user.team_id ?? team?.id ?? "") as TeamId },
    // A form stands in no channel: where it was opened is known by the id that it carries.
    where: { channel: directPlaceOf(member) },
    via: "form",
    reply: { receivedAtMs },
  };
}

type Values = ViewSubmitAction["view"]["state"]["values"];
type Value = Values[string][string];

function filledIn(values: Values): Filled {
  return Object.fromEntries(
    Object.entries(values).map(([key, actions]) => [key, Object.values(actions).flatMap(textsOf)]),
  );
}

/** Every kind of element has its own place for what is in it. */
function textsOf(value: Value): string[] {
  const many = value.selected_options?.map((option) => option.value);
  const one =
    value.value ??
    value.selected_option?.value ??
    value.selected_time ??
    value.selected_date ??
    value.selected_conversation ??
    value.selected_channel ??
    value.selected_user;
  return (many ?? [one ?? ""]).filter((text) => text !== undefined && text.trim() !== "");
}

/** Slack takes either sentences under fields or a new view: where one fits no field, all are said on the form. */
function inAcknowledgement({ mistakes, form }: FormErrors) {
  const errors: Record<string, string> = {};
  for (const { field, what } of mistakes) {
    if (field === undefined) return { response_action: "update" as const, view: modalView(form, form) };
    errors[field] = errors[field] === undefined ? what : `${errors[field]} ${what}`;
  }
  return { response_action: "errors" as const, errors };
}
