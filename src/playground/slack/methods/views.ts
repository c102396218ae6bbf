/** views.*: open, change, stack and publish. */
import { ApiError, argument, required } from "../api-arguments.ts";
import { problemLine } from "../check-blocks.ts";
import { checkView, maxViewBytes } from "../check-view.ts";
import { isRecord, type Json } from "../json.ts";
import { apiView, findView, maxStack, openModal, publishHome, pushModal, replaceView } from "../modals.ts";
import { exchangeTrigger } from "../triggers.ts";
import type { Workspace } from "../workspace.ts";

export function openView(workspace: Workspace, args: Json): Json {
  const view = readView(args, "modal");
  const user = exchange(workspace, args);
  refuseUsedExternalId(workspace, view);
  return { view: apiView(workspace, openModal(workspace, user, view)) };
}

export function pushView(workspace: Workspace, args: Json): Json {
  const view = readView(args, "modal");
  const user = exchange(workspace, args);
  const stack = workspace.modals.get(user) ?? [];
  if (stack.length === 0) throw new ApiError("invalid_trigger_id");
  if (stack.length >= maxStack) throw new ApiError("push_limit_reached");
  refuseUsedExternalId(workspace, view);
  return { view: apiView(workspace, pushModal(workspace, user, view)) };
}

export function updateView(workspace: Workspace, args: Json): Json {
  const id = argument(args, "view_id");
  const externalId = argument(args, "external_id");
  if (!id && !externalId) throw new ApiError("invalid_arguments");
  const current = findView(workspace, (each) => (id ? each.id === id : each.external_id === externalId));
  if (!current) throw new ApiError("not_found");
  const view = readView(args, current.type);
  if (argument(args, "hash") && argument(args, "hash") !== current.hash) throw new ApiError("hash_conflict");
  return { view: apiView(workspace, replaceView(workspace, current, view)) };
}

export function publishView(workspace: Workspace, args: Json): Json {
  const user = required(args, "user_id");
  if (!workspace.people.has(user)) throw new ApiError("user_not_found");
  const view = readView(args, "home");
  const current = workspace.homes.get(user);
  const hash = argument(args, "hash");
  if (hash && current && hash !== current.hash) throw new ApiError("hash_conflict");
  return { view: apiView(workspace, publishHome(workspace, user, view)) };
}

function readView(args: Json, type: "modal" | "home"): Json {
  const view = args.view;
  if (!isRecord(view))
    throw new ApiError("invalid_arguments", messages(["[ERROR] missing required field: view"]));
  if (Buffer.byteLength(JSON.stringify(view)) > maxViewBytes) throw new ApiError("view_too_large");
  const problems = checkView(view, type);
  if (problems.length > 0) throw new ApiError("invalid_arguments", messages(problems.map(problemLine)));
  return view;
}

const messages = (lines: string[]): Json => ({ response_metadata: { messages: lines } });

function exchange(workspace: Workspace, args: Json): string {
  const exchanged = exchangeTrigger(
    workspace,
    argument(args, "trigger_id") ?? argument(args, "interactivity_pointer") ?? "",
  );
  if ("error" in exchanged) throw new ApiError(exchanged.error);
  return exchanged.user;
}

function refuseUsedExternalId(workspace: Workspace, view: Json): void {
  const externalId = argument(view, "external_id");
  if (externalId && findView(workspace, (each) => each.external_id === externalId))
    throw new ApiError("duplicate_external_id");
}
