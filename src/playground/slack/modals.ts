/** The modals a person has open, one on top of another, and everyone's Home. */
import { randomUUID } from "node:crypto";
import { withBlockIds } from "./block-ids.ts";
import { isRecord, type Json, records, string } from "./json.ts";
import type { View } from "./model.ts";
import { initialValues, keepValues } from "./view-values.ts";
import { homeFor, viewFor } from "./what-people-see.ts";
import type { Workspace } from "./workspace.ts";

export const maxStack = 3;

export function openModal(workspace: Workspace, user: string, content: Json): View {
  workspace.modals.set(user, []);
  return pushModal(workspace, user, content);
}

export function pushModal(workspace: Workspace, user: string, content: Json): View {
  const stack = workspace.modals.get(user) ?? [];
  const id = workspace.nextId("V");
  const view = {
    ...readContent(workspace, user, content),
    id,
    root_view_id: stack[0]?.id ?? id,
    previous_view_id: stack.at(-1)?.id ?? null,
  };
  workspace.modals.set(user, [...stack, view]);
  showModals(workspace, user);
  return view;
}

/** What was typed into fields that stay, with the same block and action id, stays too. */
export function replaceView(workspace: Workspace, current: View, content: Json): View {
  const fresh = readContent(workspace, current.user, content);
  const { id, root_view_id, previous_view_id } = current;
  const values = keepValues(current.values, fresh.values);
  const view: View = { ...fresh, id, root_view_id, previous_view_id, values };
  if (view.type === "home") {
    workspace.homes.set(view.user, view);
    showHome(workspace, view.user);
    return view;
  }
  const stack = workspace.modals.get(view.user) ?? [];
  workspace.modals.set(
    view.user,
    stack.map((each) => (each.id === id ? view : each)),
  );
  showModals(workspace, view.user);
  return view;
}

export function publishHome(workspace: Workspace, user: string, content: Json): View {
  const current = workspace.homes.get(user);
  if (current) return replaceView(workspace, current, content);
  const id = workspace.nextId("V");
  const view = { ...readContent(workspace, user, content), id, root_view_id: id, previous_view_id: null };
  workspace.homes.set(user, view);
  showHome(workspace, user);
  return view;
}

/** Takes the view and whatever lies above it away. */
export function popModal(workspace: Workspace, view: View): void {
  const stack = workspace.modals.get(view.user) ?? [];
  const place = stack.findIndex((each) => each.id === view.id);
  if (place < 0) return;
  workspace.modals.set(view.user, stack.slice(0, place));
  showModals(workspace, view.user);
}

export function clearModals(workspace: Workspace, user: string): void {
  workspace.modals.set(user, []);
  showModals(workspace, user);
}

export function showModals(workspace: Workspace, user: string): void {
  workspace.changes.tell([user], () => ({
    type: "views",
    views: (workspace.modals.get(user) ?? []).map(viewFor),
  }));
}

export function findView(workspace: Workspace, wanted: (view: View) => boolean): View | undefined {
  return [...workspace.modals.values(), [...workspace.homes.values()]].flat().find(wanted);
}

/** A view as Slack shows it to apps. */
export function apiView(workspace: Workspace, view: View): Json {
  const { user: _user, errors: _errors, values, ...rest } = view;
  return {
    ...rest,
    title: view.title ?? { type: "plain_text", text: "View Title", emoji: true },
    submit: view.submit ?? null,
    close: view.close ?? null,
    team_id: workspace.team.id,
    state: { values },
    app_id: workspace.bot.appId,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.bot.id,
  };
}

function showHome(workspace: Workspace, user: string): void {
  workspace.changes.tell([user], () => ({ type: "home", home: homeFor(workspace, user) }));
}

type Fresh = Omit<View, "id" | "root_view_id" | "previous_view_id">;

function readContent(workspace: Workspace, user: string, content: Json): Fresh {
  const blocks = withBlockIds(workspace, records(content.blocks));
  return {
    user,
    type: content.type === "home" ? "home" : "modal",
    callback_id: string(content.callback_id) ?? "",
    ...(isRecord(content.title) && { title: content.title }),
    ...(isRecord(content.submit) && { submit: content.submit }),
    ...(isRecord(content.close) && { close: content.close }),
    blocks,
    hash: `${Math.floor(workspace.clock() / 1000)}.${randomUUID().slice(0, 8)}`,
    private_metadata: string(content.private_metadata) ?? "",
    external_id: string(content.external_id) ?? "",
    clear_on_close: content.clear_on_close === true,
    notify_on_close: content.notify_on_close === true,
    values: initialValues(blocks),
  };
}
