/** Slack gives every block and every interactive element an id of its own where the sender gave none. */
import { isRecord, type Json, records, string } from "./json.ts";
import type { Workspace } from "./workspace.ts";

const passive = ["image", "mrkdwn", "plain_text", "url"];

export function withBlockIds(workspace: Workspace, blocks: Json[]): Json[] {
  return blocks.map((block) => named(workspace, block));
}

function named(workspace: Workspace, block: Json): Json {
  const copy: Json = { ...block, block_id: string(block.block_id) || workspace.nextId("b") };
  for (const key of ["accessory", "element"]) {
    if (isRecord(copy[key])) copy[key] = withActionId(workspace, copy[key]);
  }
  if (["actions", "context_actions"].includes(String(copy.type))) {
    copy.elements = records(copy.elements).map((element) => withActionId(workspace, element));
  }
  if (copy.child_blocks) copy.child_blocks = withBlockIds(workspace, records(copy.child_blocks));
  return copy;
}

function withActionId(workspace: Workspace, element: Json): Json {
  if (passive.includes(String(element.type)) || string(element.action_id)) return element;
  return { ...element, action_id: workspace.nextId("a") };
}
